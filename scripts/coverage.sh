#!/usr/bin/env bash
# scripts/coverage.sh [--again] [FILE...]: which branches of core/ and server/ the native tests and those that
# start the service take, by llvm-cov: each folder and file, and the lines of FILE whose branches nothing takes.
# --again: without building and running anew. Fails below the bounds of scripts/coverage.mjs.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$root"
built=build/coverage
profiles="$root/$built/profiles"
if [ "${1:-}" = --again ]; then
    shift
else
    [ -f $built/build.ninja ] || cmake --preset coverage >/dev/null
    step "Building with counters"
    mkdir -p "$logs"
    ninja -C $built core_tests server_tests hemval </dev/null >"$logs/coverage-build.log" ||
        fail "the programs could not be built: build/logs/coverage-build.log"
    rm -rf "$profiles"
    mkdir -p "$profiles"
    # Programs that end add up in one file each: hundreds are started.
    export LLVM_PROFILE_FILE="$profiles/%m.profraw" HEMVAL_PROGRAM="$root/$built/hemval"
    step "Running the tests with counters"
    $built/core_tests >"$logs/coverage-core.log" 2>&1 || fail "core_tests failed: build/logs/coverage-core.log"
    $built/server_tests >"$logs/coverage-server.log" 2>&1 ||
        fail "server_tests failed: build/logs/coverage-server.log"
    started=()
    for file in tests/server/*.test.mjs; do
        ! grep -q HEMVAL_PROGRAM "$file" || started+=("$file")
    done
    node_modules/node-linux-*/bin/node --test --test-concurrency=2 --test-timeout=600000 "${started[@]}" \
        >"$logs/coverage-programs.log" 2>&1 || fail "a service failed: build/logs/coverage-programs.log"
    llvm-profdata-14 merge -sparse -o $built/tests.profdata "$profiles"/*.profraw
    llvm-cov-14 export -format=text -skip-functions -skip-expansions -instr-profile=$built/tests.profdata \
        $built/core_tests -object $built/server_tests -object $built/hemval >$built/coverage.json
fi
node scripts/coverage.mjs $built/coverage.json "$@"
