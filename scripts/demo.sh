#!/usr/bin/env bash
# The platform's main job on real data, as a user would do it over REST: sign in with a second factor, upload, train,
# detect, and read why. Everything runs on a private PostgreSQL and free ports, and is gone afterwards.
#   BIN=folder-of-the-programs scripts/demo.sh [file.csv]
set -euo pipefail
cd "$(dirname "$0")/.."

data=${1:-examples/breast-cancer.csv}
bin=${BIN:?BIN must name the folder of the built programs}
[ -r "$data" ] || { echo "demo: cannot read $data" >&2; exit 1; }

work=$(mktemp -d /tmp/pynomaly-demo-XXXXXX)
# Called by its path, not through the function: a signal must reach the program itself.
platform=
finish() {
    code=$?
    if [ -n "$platform" ]; then
        # A platform that ended by itself has said why.
        kill -TERM "$platform" 2>/dev/null || sed 's/^/platform: /' "$work/up.log" >&2
        wait "$platform" 2>/dev/null || true
    fi
    rm -rf "$work"
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
# The first resource name of a collection in a JSON answer.
name_of() { grep -o "\"name\":\"$1/[^\"/]*\"" | head -n 1 | cut -d'"' -f4; }
pynomaly() { "$bin/pynomaly" "$@"; }

export PYNOMALY_CONFIG=$work/config
(umask 077 && openssl rand -hex 12 >"$work/one-time" && openssl rand -hex 12 >"$work/password")

say "Starting PostgreSQL and five services"
"$bin/pynomaly" up --temporary --any-ports --admin-password-file "$work/one-time" \
    --address-file "$work/addresses.json" >"$work/up.log" 2>&1 &
platform=$!
while [ ! -e "$work/addresses.json" ]; do
    kill -0 "$platform" 2>/dev/null || { echo "demo: the platform did not start" >&2; exit 1; }
    sleep 0.1
done
grep -E '^(service|─|gateway|auth|dataset|detection|metrics)' "$work/up.log"
PYNOMALY_SERVER=http://127.0.0.1:$(grep -o '"http":[0-9]*' "$work/addresses.json" | cut -d: -f2)
export PYNOMALY_SERVER

say "Signing in as admin: one-time password, new password, second factor"
login() {
    pynomaly login --username admin --password-file "$1" --new-password-file "$work/password" \
        --totp-secret-file "$work/totp"
}
login "$work/one-time"
step=$(($(date +%s) / 30))
echo "Signing in again with password and code; a code works once, so this waits for the next one."
while [ $(($(date +%s) / 30)) -eq "$step" ]; do sleep 0.5; done
login "$work/password"

say "Uploading $data"
options=()
header=$(head -n 1 "$data")
if [[ $header != *,* ]]; then
    for delimiter in ';' $'\t' '|'; do
        [[ $header != *"$delimiter"* ]] || { options+=(--delimiter "$delimiter") && break; }
    done
fi
# Column names in lines of their own: quotes, a byte order mark and the end of the line are no part of them.
columns=$(sed -e $'s/^\xef\xbb\xbf//' -e 's/[",;\t|\r]\+/\n/g' <<<"$header")
# The first of the given names that is a column's, in whatever case.
column_of() { grep -ixFf <(printf '%s\n' "$@") <<<"$columns" | head -n 1 || true; }
label=$(column_of malignant label target is_anomaly)
[ -z "$label" ] || options+=(--target-column "$label")
id=$(column_of sample id)
[ -z "$id" ] || options+=(--id-column "$id")
pynomaly datasets upload "$data" --json "${options[@]}" >"$work/upload.json"
dataset=$(name_of datasets <"$work/upload.json")
pynomaly datasets get "$dataset" | head -n 8

say "Training an isolation forest"
detector=$(pynomaly detectors create --algorithm isolation_forest --contamination 0.05 --seed 42 --json | name_of detectors)
pynomaly detectors train "$detector" --dataset "$dataset"

say "Detecting anomalies"
pynomaly detect "$detector" --dataset "$dataset" --top 20 ${label:+--label-column "$label"}

say "Stopping"
