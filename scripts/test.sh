#!/usr/bin/env bash
# Builds everything and runs the tests; an argument filters them by name.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/python-env.sh >/dev/null
swift build --build-tests
if [ $# -gt 0 ] && [ -n "$1" ]; then
    exec swift test --skip-build --filter "$1"
fi

# One process per test target: tests of one target run side by side, but all targets at once would ask the private
# PostgreSQL and two cores for more than they have.
#
# Within a target, four at a time: each end-to-end test may start a platform of six processes and a PostgreSQL, and a dozen
# of those on two cores miss the deadlines that services give each other.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4
failed=()
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
for folder in Tests/*Tests; do
    target=$(basename "$folder")
    echo "== $target"
    swift test --skip-build --filter "^$target\\." 2>&1 | tee "$logs/$target" || failed+=("$target")
done
if [ ${#failed[@]} -gt 0 ]; then
    # Once more at the end, where whoever looks at a long output begins.
    for target in "${failed[@]}"; do
        echo "== Failed: $target"
        grep -am 20 '✘' "$logs/$target" | cut -c1-400 || tail -n 20 "$logs/$target"
    done >&2
    exit 1
fi
