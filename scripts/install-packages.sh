#!/usr/bin/env bash
# Installs the Debian packages of scripts/packages.txt, or of another list, that are missing. Does nothing, and needs no
# privileges, when all are there.
set -euo pipefail
cd "$(dirname "$0")/.."

list=${1:-scripts/packages.txt}
missing=()
while read -r package command; do
    [[ -n $package && $package != \#* ]] || continue
    [ -z "$command" ] || ! command -v "$command" >/dev/null || continue
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done <"$list"
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "These packages are missing and need root to install: ${missing[*]}" >&2
        exit 1
    }
    as_root=(sudo)
fi
echo "Installing: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
# postgresql-common would otherwise create and start a system-wide cluster that nobody asked for.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    "${as_root[@]}" mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
fi
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold --no-install-recommends "${missing[@]}" >&2
