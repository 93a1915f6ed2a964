# Sourced by the other scripts: what they say, and how they stop.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs="$root/build/logs"
export LC_ALL=C.UTF-8  # what apt and npm say is read by reason_in_log
export PATH=$PATH:/usr/sbin:/sbin  # not in a user's: dpkg and HAProxy need what is there

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
fail() {
    printf '\nStopped: %s\n' "$*" >&2
    exit 1
}

# free_mib DIR: free space for a folder that need not exist yet.
free_mib() {
    local folder=$1
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    df -Pm "$folder" | awk 'NR == 2 { print $4 }'
}

# need_mib DIR MIB WHAT-FOR
need_mib() {
    local free
    free=$(free_mib "$1")
    if [ "$free" -lt "$2" ]; then
        fail "the disk is too full: $3 needs $2 MB free in $1, and there are $free MB. Make room and" \
            "start again."
    fi
}

# fingerprint FILE-OR-FOLDER...: changes when any file in them does.
fingerprint() {
    find "$@" -type f -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort | sha256sum | cut -d' ' -f1
}

# Why a download failed, from the log of apt or npm, as the rest of a sentence.
reason_in_log() {
    local full='no space left|ENOSPC|enough free space'
    local offline='could not resolve|temporary failure|unable to connect|failed to fetch|network'
    offline+='|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT'
    if grep -qiE "$full" "$1"; then
        say "the disk is full. Make room and start again."
    elif grep -qiE "$offline" "$1"; then
        say "the network cannot be reached. Check the connection and start again."
    elif grep -qiE 'could not get lock|is locked' "$1"; then
        say "another program is installing packages. Wait until it is done and start again."
    else
        say "see the last lines of ${1#"$root/"}."
    fi
}
