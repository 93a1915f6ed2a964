#!/usr/bin/env bash
# build.sh native [TARGET...]: the native programs.  build.sh all [TARGET...]: and the wasm program
# and the site.  build.sh tests [TARGET...]: and the native tests, sanitized.  build.sh threads: the service's
# tests, with the thread sanitizer. Without targets, everything. What is up to date takes no time.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
what=$1
shift
cd "$root"
mkdir -p "$logs"
export NINJA_STATUS="[%f/%t] "
cores=$(nproc)

configure() {
    local log="$logs/cmake-$1.log"
    [ "build/$1/build.ninja" -nt CMakePresets.json ] && return
    cmake --preset "$1" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        fail "the $1 build could not be prepared: see above, and build/logs/cmake-$1.log."
    }
}

# Whether there is anything to compile: has_work PRESET [TARGET...]. Files that have come or gone are
# looked for first. The second ninja reads the same rules under another name, since a dry run of a
# build.ninja that may be made anew says nothing but that.
has_work() {
    local folder="build/$1"
    shift
    [ "$folder/build.ninja" -nt CMakePresets.json ] || return 0
    ninja -C "$folder" build.ninja </dev/null >/dev/null 2>&1 || return 0
    ! ninja -C "$folder" -n -f /dev/stdin "$@" <<<'include build.ninja' 2>&1 |
        grep -q '^ninja: no work to do'
}

# compile PRESET JOBS [TARGET...]
compile() {
    local preset=$1 jobs=$2
    shift 2
    ninja -C "build/$preset" -j "$jobs" "$@" </dev/null 2>&1 |
        sed -u "/^ninja: \(Entering\|no work\)/d; /Re-checking globbed/d; s/^/$preset /"
}

build_programs() {
    local ok=0 free_memory
    free_memory=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
    step "Building"
    if has_work native "$@" || { [ "$what" != native ] && has_work wasm; } ||
        { [ "$what" = tests ] && has_work checked; }; then
        need_mib "$root" $([ "$what" = tests ] && say 2500 || say 1500) "building"
    fi
    configure native
    [ "$what" = native ] || configure wasm
    # Linking wasm keeps one core busy for half a minute: let it overlap with the native build where
    # there is memory for one more compiler.
    if [ "$what" != native ] && [ "$free_memory" -gt 4000 ]; then
        compile wasm $(((cores + 1) / 2)) & local wasm=$!
        compile native "$cores" "$@" || ok=1
        wait "$wasm" || ok=1
    else
        compile native "$cores" "$@" || ok=1
        [ "$what" = native ] || compile wasm "$cores" || ok=1
    fi
    [ $ok = 0 ] || fail "the program could not be compiled: the first error is above."
    [ "$what" = native ] || [ "$(ls build/wasm/hemval{,_rest,_demo,_staff}.wasm 2>/dev/null | wc -l)" = 4 ] ||
        fail "the wasm program was left out of the build: see build/logs/cmake-wasm.log."
}

build_site() {
    local stamp=build/site.stamp now
    now=$(fingerprint assets index.html scripts/site web/platform/browser build/fonts \
        build/wasm/hemval{,_demo,_staff}.js build/wasm/hemval{,_rest,_demo,_staff}.wasm build/native/hemval_pages)
    [ -f build/site/index.html ] && [ "$(cat $stamp 2>/dev/null)" = "$now" ] && return
    step "Building the site"
    rm -f $stamp
    node scripts/site/build.mjs </dev/null || fail "the site could not be built: the reason is above."
    say "$now" >$stamp
}

if [ "$what" = threads ]; then
    configure tsan
    compile tsan "$cores" server_tests || fail "the service's tests could not be compiled: the first error is above."
    exit
fi
build_programs "$@"
if [ "$what" = tests ]; then  # beside the site, which keeps one core busy
    configure checked
    compile checked "$cores" ${HEMVAL_LONG:+all web_tests} & checked=$!
    (build_site) || site_failed=yes
    wait "$checked" || fail "the native tests could not be compiled: the first error is above."
    [ -z "${site_failed:-}" ] || exit 1
elif [ "$what" = all ]; then
    build_site
fi
