#!/usr/bin/env bash
# Makes .build-py, the virtual environment of the tests that hold our wire against other implementations.
# Prints its interpreter; does nothing more when it is up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.build-py
stamp=$folder/requirements.txt
if ! cmp -s scripts/python-requirements.txt "$stamp"; then
    /usr/bin/python3 -m venv --clear "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check -r scripts/python-requirements.txt >&2
    cp scripts/python-requirements.txt "$stamp"
fi
echo "$PWD/$folder/bin/python"
