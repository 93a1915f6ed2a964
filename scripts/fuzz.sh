#!/usr/bin/env bash
# scripts/fuzz.sh [SECONDS] [TARGET...]: lets the fuzzers of tests/fuzz/ run one after the other under the address
# and the undefined-behaviour sanitizer, 10 seconds each if nothing else is said; over a minute from a build that
# tells libFuzzer of each comparison too. What is new goes to build/fuzz/corpus/, what makes one fall over to
# build/fuzz/found/. Says "ok" or "not ok" for each; what libFuzzer says goes to standard error.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"
seconds=${1:-10}
[ $# = 0 ] || shift
targets=("$@")
[ $# -gt 0 ] || targets=(pack body http import proof)
preset=checked
[ "$seconds" -le 60 ] || preset=fuzz
[ -f build/$preset/build.ninja ] || cmake --preset $preset >&2
ninja -C build/$preset "${targets[@]/#/fuzz_}" >&2
mkdir -p build/fuzz/found
passed=0 failed=0
for target in "${targets[@]}"; do
    mkdir -p "build/fuzz/corpus/$target"
    if "build/$preset/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="build/fuzz/found/$target-" \
        "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" >&2; then
        say "ok $target"
        passed=$((passed + 1))
    else
        say "not ok $target: see build/fuzz/found/"
        failed=$((failed + 1))
    fi
done
say "# pass $passed"
say "# fail $failed"
say "# cancelled 0"
[ $failed = 0 ]
