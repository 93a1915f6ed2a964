#!/usr/bin/env bash
# Dear ImGui 1.90.1 into build/imgui, from the Debian source package `imgui` of trixie (bookworm has
# an older one). apt verifies it as it verifies everything else, with the machine's own Debian entry
# and keyring; the machine's own lists are neither read nor written, so this needs no root.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
version=1.90.1
target="$root/build/imgui"
[ "$(cat "$target/.hemval-stamp" 2>/dev/null)" = "$version" ] && exit 0

step "Fetching Dear ImGui $version"
work="$root/build/apt"
log="$logs/imgui.log"
need_mib "$root" 200 "fetching Dear ImGui"
rm -rf "$work"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$logs"

# Prints "[signed-by=KEYRING] URI" of the entry that gives this machine its Debian packages.
debian_entry() {
    local suites
    suites=$(. /etc/os-release && printf '%s|stable|oldstable' "${VERSION_CODENAME:-bookworm}")
    {
        # Entries of many lines (deb822): blocks between empty lines, comments left out.
        for file in /etc/apt/sources.list.d/*.sources; do
            if [ -f "$file" ]; then sed '/^#/d' "$file"; echo; fi
        done | awk -v suites="^($suites)$" '
            function flush() {
                if (deb && suite && main && !off && uri != "") print "[" key "] " uri
                deb = suite = main = off = 0; uri = key = field = ""
            }
            /^[ \t]*$/ { flush(); next }
            /^[^ \t]/ { field = tolower($1); sub(/:.*/, "", field); sub(/^[^:]*:[ \t]*/, "") }
            {
                for (i = 1; i <= NF; i++) {
                    if (field == "types" && $i == "deb") deb = 1
                    if (field == "suites" && $i ~ suites) suite = 1
                    if (field == "components" && $i == "main") main = 1
                    if (field == "enabled" && tolower($i) ~ /^(no|false|0|off)$/) off = 1
                    if (field == "uris" && uri == "") uri = $i
                    if (field == "signed-by" && key == "" && $i ~ /^\//) key = "signed-by=" $i
                }
            }
            END { flush() }'
        # Entries of one line.
        for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
            if [ -f "$file" ]; then cat "$file"; echo; fi
        done | awk -v suites="^($suites)$" '
            $1 != "deb" { next }
            {
                key = ""
                if (match($0, /\[[^]]*\]/)) {
                    options = substr($0, RSTART + 1, RLENGTH - 2)
                    $0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)
                    n = split(options, option, " ")
                    for (i = 1; i <= n; i++) if (option[i] ~ /^signed-by=/) key = option[i]
                }
                if ($3 !~ suites) next
                for (i = 4; i <= NF; i++) if ($i == "main") { print "[" key "] " $2; next }
            }'
    } | sed -n 1p
}

entry=$(debian_entry)
[ -n "$entry" ] || fail "no Debian entry was found in /etc/apt, so Dear ImGui cannot be fetched." \
    "Give CMake a checkout of your own: -DIMGUI_DIR=..."
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
if [ -f "$keyring" ]; then entry=${entry/#"[]"/"[signed-by=$keyring]"}; fi
say "deb-src ${entry#"[] "} trixie main" >"$work/trixie.list"

private=(
    -o "Dir::Etc::SourceList=$work/trixie.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
    # The build folder may lie where apt's own user cannot go.
    -o "APT::Sandbox::User=$(id -un)"
)
{
    apt-get "${private[@]}" -o APT::Update::Error-Mode=any update &&
        (cd "$work" && apt-get "${private[@]}" source --download-only imgui)
} </dev/null 2>&1 | tee "$log" || fail "Dear ImGui could not be fetched: $(reason_in_log "$log")"

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
