# Sourced: source packages of Debian's. apt verifies them as it verifies everything else, with the machine's own
# Debian entry and keyring; the machine's own lists are neither read nor written, so this needs no root.

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

# fetch_source SUITE PACKAGE WORK LOG WHAT: PACKAGE_*.dsc and what belongs to it into the folder WORK.
fetch_source() {
    local suite=$1 package=$2 work=$3 log=$4 what=$5 entry keyring private
    entry=$(debian_entry)
    [ -n "$entry" ] || fail "no Debian entry was found in /etc/apt, so $what cannot be fetched."
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    if [ -f "$keyring" ]; then entry=${entry/#"[]"/"[signed-by=$keyring]"}; fi
    rm -rf "$work"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$logs"
    say "deb-src ${entry#"[] "} $suite main" >"$work/source.list"
    private=(
        -o "Dir::Etc::SourceList=$work/source.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
        # The build folder may lie where apt's own user cannot go.
        -o "APT::Sandbox::User=$(id -un)"
    )
    {
        apt-get "${private[@]}" -o APT::Update::Error-Mode=any update &&
            (cd "$work" && apt-get "${private[@]}" source --download-only "$package")
    } </dev/null 2>&1 | tee "$log" || fail "$what could not be fetched: $(reason_in_log "$log")"
}
