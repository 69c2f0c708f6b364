#!/usr/bin/env bash
# Builds the images pynomaly-<service> with docker, podman or buildah, whichever is there. Arguments are options of the
# build command.
#   TAG=1.0.0 scripts/images.sh [option...]
set -euo pipefail
cd "$(dirname "$0")/.."

tag=${TAG:-1.0.0}
if docker info >/dev/null 2>&1; then
    build=(docker build)
elif command -v podman >/dev/null; then
    build=(podman build --layers)
elif command -v buildah >/dev/null; then
    build=(buildah bud --layers)
else
    echo "images: none of docker (with its daemon running), podman and buildah is here" >&2
    exit 1
fi
# The first build makes all five programs; the others find its build stage in the cache.
for service in gateway auth dataset detection metrics; do
    "${build[@]}" "$@" --file services/Dockerfile --build-arg "SERVICE=$service" --tag "pynomaly-$service:$tag" .
done
