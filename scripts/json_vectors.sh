#!/usr/bin/env bash
# Nicolas Seriot's JSONTestSuite into build/json_vectors: the test data of Debian's source package of
# aeson has it whole, in 300 kB, where boost's takes 74 MB.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/debian_source.sh"
target="$root/build/json_vectors"
stamp="bookworm"
[ "$(cat "$target/.hemval-stamp" 2>/dev/null)" = "$stamp" ] && exit 0

step "Fetching JSONTestSuite"
work="$root/build/apt-json"
log="$logs/json_vectors.log"
fetch_source bookworm haskell-aeson "$work" "$log" "JSONTestSuite"
rm -rf "$target"
dpkg-source --no-copy -x "$(echo "$work"/haskell-aeson_*.dsc)" "$work/aeson" >>"$log" 2>&1 ||
    fail "JSONTestSuite could not be unpacked: $(reason_in_log "$log")"
mv "$work/aeson/tests/JSONTestSuite/test_parsing" "$target"
rm -rf "$work"
say "$stamp" >"$target/.hemval-stamp"
