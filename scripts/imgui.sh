#!/usr/bin/env bash
# Dear ImGui 1.90.1 into build/imgui, from the Debian source package `imgui` of trixie (bookworm has
# an older one).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$(dirname "${BASH_SOURCE[0]}")/debian_source.sh"
version=1.90.1
target="$root/build/imgui"
[ "$(cat "$target/.hemval-stamp" 2>/dev/null)" = "$version" ] && exit 0

step "Fetching Dear ImGui $version"
work="$root/build/apt"
log="$logs/imgui.log"
need_mib "$root" 200 "fetching Dear ImGui"
# Without a Debian entry CMake takes a checkout as well: -DIMGUI_DIR=...
fetch_source trixie imgui "$work" "$log" "Dear ImGui"

dsc=$(cd "$work" && echo imgui_*.dsc)
case $dsc in
imgui_$version+*.dsc | imgui_$version-*.dsc) ;;
*) fail "Debian's trixie now offers $dsc, and Hemval is built with Dear ImGui $version." \
    "Give CMake a checkout of it: -DIMGUI_DIR=..." ;;
esac
rm -rf "$target"
dpkg-source --no-copy -x "$work/$dsc" "$target" >>"$log" 2>&1 ||
    fail "Dear ImGui could not be unpacked: $(reason_in_log "$log")"
rm -rf "$work"
say "$version" >"$target/.hemval-stamp"
