#!/usr/bin/env bash
# Regenerates everything that comes from Protos/: C structs for protobuf-c, Swift values, service interfaces.
# With --check it writes nothing and fails if what is committed is not what would be generated.
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -eq 0 ] || [ "$*" = --check ] || {
    echo "usage: $0 [--check]" >&2
    exit 2
}

swift build --product ProtocPlugin >&2
plugin="$(swift build --show-bin-path)/ProtocPlugin"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# Google's own types that our protos import; Debian's libprotobuf-dev has them.
well_known=()
for name in any duration empty field_mask struct timestamp; do well_known+=("google/protobuf/$name.proto"); done
mapfile -t ours < <(cd Protos && find . -name '*.proto' -printf '%P\n' | LC_ALL=C sort)

# protoc TARGET FOLDER FILE...: what our plugin makes of the files, into the folder.
generate() {
    local target=$1 folder=$2
    shift 2
    mkdir -p "$folder"
    protoc --proto_path=Protos --proto_path=/usr/include --plugin="protoc-gen-pynomaly=$plugin" \
        --pynomaly_out="$target:$folder" "$@"
}

# C structs. protoc-gen-c 1.4 refuses proto3 `optional` when protoc asks, but not in a request from elsewhere.
# Headers go to include/, as SwiftPM wants them.
generate_c() {
    local folder=$1
    shift
    generate "c_request=$out/request" "$folder" "$@"
    protoc-gen-c <"$out/request" | "$plugin" unpack "$folder/files"
    (
        cd "$folder/files"
        find . -name '*.h' -exec cp --parents -t "$(mkdir -p ../include && cd ../include && pwd)" {} +
        find . -name '*.c' -exec cp --parents -t .. {} +
    )
    rm -rf "$folder/files" "$out/request"
}

generate_c "$out/CDescriptors" google/protobuf/descriptor.proto google/protobuf/compiler/plugin.proto
generate_c "$out/CMessages" "${ours[@]}" "${well_known[@]}"
generate c "$out/CMessages" "${ours[@]}" "${well_known[@]}"
generate messages "$out/Messages" "${ours[@]}" "${well_known[@]}"
generate api "$out/API" "${ours[@]}" "${well_known[@]}"

# Folders that hold nothing but generated code, except for the files named after them.
targets=(
    "CDescriptors Sources/CDescriptors include/CDescriptors.h include/module.modulemap"
    "CMessages Sources/CMessages include/module.modulemap"
    "Messages Sources/Messages/Generated"
    "API Sources/API/Generated"
)
stale=0
for target in "${targets[@]}"; do
    read -r name folder kept <<<"$target"
    for file in $kept; do install -D -m 644 "$folder/$file" "$out/$name/$file"; done
    if [ $# -eq 1 ]; then
        diff --recursive --unified "$folder" "$out/$name" >&2 || stale=1
    else
        rm -rf "$folder"
        mkdir -p "$(dirname "$folder")"
        cp -r "$out/$name" "$folder"
    fi
done
[ "$stale" -eq 0 ] || {
    echo "Generated code is stale: run \`make protos\` and commit the result." >&2
    exit 1
}
