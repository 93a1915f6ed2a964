#!/usr/bin/env bash
# scripts/fuzz.sh [SECONDS] [TARGET...]: builds the fuzzers of tests/fuzz/ with the address and the
# undefined-behaviour sanitizer and lets each run, 10 seconds if nothing else is said. What is new goes to
# build/fuzz/corpus/, what makes one fall over to build/fuzz/found/. Wants libclang-rt-14-dev.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"
seconds=${1:-10}
[ $# = 0 ] || shift
targets=("$@")
[ $# -gt 0 ] || targets=(pack body http import proof)
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
ninja -C build/fuzz "${targets[@]/#/fuzz_}"
mkdir -p build/fuzz/found
for target in "${targets[@]}"; do
    step "$target for $seconds s"
    mkdir -p "build/fuzz/corpus/$target"
    "build/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/found/$target-" "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" \
        2>&1 | grep -E "ERROR|SUMMARY|number_of_executed|DONE|cov:.*DONE|Test unit" ||
        fail "$target: see build/fuzz/found/"
    ! ls build/fuzz/found/"$target"-* >/dev/null 2>&1 || fail "$target has found something: build/fuzz/found/"
done
