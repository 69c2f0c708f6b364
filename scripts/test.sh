#!/usr/bin/env bash
# Builds everything and runs the tests; an argument filters them by name.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/python-env.sh >/dev/null
swift build --build-tests
swift test --skip-build ${1:+--filter "$1"}
