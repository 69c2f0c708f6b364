#!/usr/bin/env bash
# Fuzzes one target of Tests/Fuzz, or all in turn, with libFuzzer and AddressSanitizer.
#   scripts/fuzz.sh [TARGET|all] [SECONDS]     for so long each; 0 stands for a fixed number of runs, as CI does
# What has been learned stays in .build-fuzz/corpus/TARGET and is where the next run starts from; an input that breaks
# something is left in .build-fuzz/findings/ and becomes a test.
set -euo pipefail
cd "$(dirname "$0")/.."

all=(WireGuard JSON Deframer Headers Server Client Compressed JSONTable CSVTable Snapshot StreamSnapshot)
targets=("${1:-all}")
[ "${targets[0]}" != all ] || targets=("${all[@]}")
seconds=${2:-60}
if [[ " ${all[*]} " != *" ${targets[0]} "* || ! $seconds =~ ^[0-9]+$ ]]; then
    echo "usage: $0 [${all[*]}|all] [SECONDS]" >&2
    exit 2
fi

# SwiftPM hands the two sanitizers on as two options, of which the compiler takes the last one only.
export PYNOMALY_FUZZ=1
build=(swift build --configuration release --scratch-path .build-fuzz --product Fuzz
    --sanitize fuzzer --sanitize address -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing
    -Xswiftc -DC_LIBRARY_MEMORY)
"${build[@]}"
program="$("${build[@]}" --show-bin-path)/Fuzz"

# Swift's own report of a crash never ends under AddressSanitizer; libFuzzer makes one too.
export SWIFT_BACKTRACE=enable=no
mkdir -p .build-fuzz/findings
for target in "${targets[@]}"; do
    echo "== $target"
    corpus=.build-fuzz/corpus/$target
    mkdir -p "$corpus"
    runs=20000
    # Each of these reads, scores and explains whole models: some thirty a second.
    [ "$target" != Snapshot ] || runs=2000
    limit=(-max_total_time="$seconds")
    [ "$seconds" -ne 0 ] || limit=(-runs="$runs" -seed=1)
    # Looking for leaks after each input costs most of the time; the targets themselves ask for what must be gone.
    options=(-timeout=10 -rss_limit_mb=2048 -max_len=2048 -detect_leaks=0 -print_final_stats=1
        -artifact_prefix=".build-fuzz/findings/$target-")
    [ ! -e "Tests/Fuzz/Dictionaries/$target.dict" ] || options+=(-dict="Tests/Fuzz/Dictionaries/$target.dict")
    FUZZ_TARGET=$target "$program" "${limit[@]}" "${options[@]}" "$corpus" 2>&1 |
        grep -vE '^#[0-9]+.*(REDUCE|NEW|RELOAD|pulse)' || exit 1
done
