#!/usr/bin/env bash
# setup.sh build|test|bench|coverage: installs what is missing. A second call takes less than a second.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
mode=${1:-build}
cd "$root"
mkdir -p "$logs"

wanted_packages() {
    awk -v mode="$mode" '
        /^\[/ { section = substr($0, 2, length($0) - 2); next }
        /^#/ || /^$/ { next }
        (mode == "bench" || mode == "coverage") && section == "test" { print }
        section == "build" || section == mode { print }' scripts/packages.txt
    # Where Node comes from elsewhere it brings its own npm, and Debian's would conflict with it.
    command -v npm >/dev/null || say npm
}

missing_packages() {
    local wanted have
    wanted=$(wanted_packages)
    have=$(dpkg-query -W -f='${db:Status-Status} ${binary:Package}\n' 2>/dev/null |
        awk '$1 == "installed" { sub(/:.*/, "", $2); print $2 }')
    LC_ALL=C comm -23 <(sort -u <<<"$wanted") <(sort -u <<<"$have")
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
    fi
}

check_may_install() {
    command -v apt-get >/dev/null || fail "apt-get is missing: Hemval is built on Debian 12."
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null ||
        fail "packages must be installed ($1), and that takes root or sudo: run this once as root."
    sudo -n true 2>/dev/null || [ -t 0 ] ||
        fail "packages must be installed ($1), and sudo wants a password: run this in a terminal."
}

install_packages() {
    local missing list unknown="" log="$logs/apt.log" apt=(apt-get -o DPkg::Lock::Timeout=300)
    missing=$(missing_packages)
    [ -z "$missing" ] && return
    list=$(tr '\n' ' ' <<<"$missing")
    step "Installing Debian packages: $list"
    check_may_install "$list"
    if grep -qE '^(emscripten|chromium)$' <<<"$missing"; then
        need_mib /usr 3500 "installing packages"
    else
        need_mib /usr 1000 "installing packages"
    fi
    # A list of somebody else's that fails is no reason to stop, so this is judged by its outcome.
    as_root "${apt[@]}" update 2>&1 | tee "$log" || true
    for package in $missing; do
        grep -qE 'Candidate: [^(]' <<<"$(apt-cache policy "$package")" || unknown+=" $package"
    done
    if [ -n "$unknown" ]; then
        grep -qiE '^(E|W|Err)' "$log" && fail "package lists could not be fetched: $(reason_in_log "$log")"
        fail "Debian does not offer$unknown here: Hemval is built on Debian 12 (bookworm), section main."
    fi
    # Debian's PostgreSQL would start a server of its own; the tests start theirs.
    if grep -qx postgresql-15 <<<"$missing"; then
        as_root "${apt[@]}" install -y --no-install-recommends postgresql-common </dev/null >>"$log" 2>&1 &&
            as_root sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' \
                /etc/postgresql-common/createcluster.conf ||
            fail "packages could not be installed: $(reason_in_log "$log")"
    fi
    # So would its nginx, on port 80.
    local masked=""
    if grep -qx nginx-light <<<"$missing" && [ -d /run/systemd/system ]; then
        as_root systemctl mask --runtime nginx.service >>"$log" 2>&1 && masked=yes
    fi
    # shellcheck disable=SC2086
    as_root "${apt[@]}" install -y --no-install-recommends $missing </dev/null 2>&1 | tee "$log" |
        sed -un '/^\(Need\|After\|Get:\|Unpacking\|Setting up\|Waiting\|Err\|E:\)/p' ||
        fail "packages could not be installed: $(reason_in_log "$log")"
    [ -z "$masked" ] || as_root systemctl unmask --runtime nginx.service >>"$log" 2>&1
}

install_npm_packages() {
    local log="$logs/npm.log" stamp=node_modules/.hemval-stamp omit=() want have mode=$mode
    # What the tests once brought stays: npm would otherwise take it away again.
    [ "$mode" = bench ] || [ "$mode" = coverage ] || [ -d node_modules/playwright-core ] && mode=test
    [ "$mode" = build ] && omit=(--omit=dev --omit=optional)
    want=$(sha256sum package-lock.json | cut -d' ' -f1)
    have=$(cat "$stamp" 2>/dev/null || true)
    [ "$have" = "$want $mode" ] && return
    step "Installing npm packages"
    need_mib "$root" 500 "installing npm packages"
    npm ci "${omit[@]}" --no-audit --no-fund --loglevel=error --fetch-retry-mintimeout=1000 \
        --fetch-retry-maxtimeout=5000 </dev/null 2>&1 | tee "$log" ||
        fail "npm packages could not be installed: $(reason_in_log "$log")"
    say "$want $mode" >"$stamp"
}

install_packages
install_npm_packages
scripts/imgui.sh
scripts/fonts.sh
[ "$mode" = build ] || scripts/json_vectors.sh
[ "$mode" = build ] || [ -z "${HEMVAL_LONG:-}" ] || scripts/observatory.sh
