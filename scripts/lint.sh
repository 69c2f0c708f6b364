#!/usr/bin/env bash
# Format, house rules and shell scripts. Prints every finding and fails if there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

failed=0
finding() {
    echo "lint: $1" >&2
    failed=1
}

# Generated code is held to its generator, not to the formatter.
mapfile -t sources < <(git ls-files '*.swift' | grep -v '/Generated/')
swift format lint --strict --parallel "${sources[@]}" || failed=1

# `try!`, `as!` and force unwraps turn a fault into a crash; outside tests there is always a better answer.
mapfile -t product < <(git ls-files 'Sources/*.swift' 'services/*.swift' | grep -v '/Generated/')
if grep -nE '\btry!|\bas! ' "${product[@]}"; then
    finding "try! and as! are not used outside tests"
fi
# A stub announces itself by returning UNIMPLEMENTED, not by a note to its author.
if git grep -nE '\b(TODO|FIXME|XXX|HACK)\b' -- Sources services Protos k8s deploy; then
    finding "finish it, or say UNIMPLEMENTED"
fi
# Foundation as a whole costs 60 MB of binary (docs/ARCHITECTURE.md, Dependencies).
if grep -nE '^(package |public |internal |private |fileprivate )?import Foundation$' "${product[@]}"; then
    finding "import FoundationEssentials"
fi

mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
bash -n "${scripts[@]}" || failed=1

[ "$failed" -eq 0 ] && echo "lint: clean"
exit "$failed"
