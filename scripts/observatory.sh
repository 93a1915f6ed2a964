#!/usr/bin/env bash
# MDN's HTTP Observatory into build/observatory, for ./test --long. Not among the packages of package.json: it brings
# two hundred more, and at its installation fetches which hosts browsers know for TLS alone, of which Hemval is none.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
target="$root/build/observatory"
version=1.4.8
[ "$(cat "$target/.hemval-stamp" 2>/dev/null)" = "$version" ] && exit 0

step "Installing MDN's HTTP Observatory"
log="$logs/observatory.log"
need_mib "$root" 500 "installing npm packages"
rm -rf "$target"
mkdir -p "$target"
npm install --prefix "$target" --ignore-scripts --no-audit --no-fund --loglevel=error \
    "@mdn/mdn-http-observatory@$version" </dev/null >"$log" 2>&1 ||
    fail "MDN's HTTP Observatory could not be installed: $(reason_in_log "$log")"
say "{}" >"$target/node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json"
say "$version" >"$target/.hemval-stamp"
