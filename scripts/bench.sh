#!/usr/bin/env bash
# Runs the benchmarks of Benchmarks/README.md against release builds. Installs what the peers need.
#   scripts/bench.sh [rpc|auth|platform|dataset|dataset-upload|detectors]...
set -euo pipefail
cd "$(dirname "$0")/.."

release=(swift build --configuration release --scratch-path .build-release)
out=.build-bench

# The servers of gRPC C++.
cpp_peers() {
    mkdir -p "$out/generated"
    local protos=(pynomaly/testing/v1/echo.proto pynomaly/common/v1/options.proto)
    protoc --proto_path=Protos --proto_path=/usr/include --cpp_out="$out/generated" --grpc_out="$out/generated" \
        --plugin=protoc-gen-grpc=/usr/bin/grpc_cpp_plugin "${protos[@]}"
    local flags program
    read -ra flags <<<"$(pkg-config --cflags --libs grpc++ protobuf)"
    for program in echo_server chat_client; do
        g++ -O2 -std=c++17 -I"$out/generated" "Benchmarks/rpc/grpc_cpp/$program.cc" \
            "$out"/generated/pynomaly/*/v1/*.cc -o "$out/$program" "${flags[@]}"
    done
}

rpc() {
    "${release[@]}" --product BenchmarkEchoServer --static-swift-stdlib >&2
    cpp_peers
    local peer=(swift build --configuration release --package-path Benchmarks/rpc/grpc_swift
        --scratch-path "$out/grpc_swift")
    "${peer[@]}" >&2
    python3 Benchmarks/rpc/bench.py --ours "$("${release[@]}" --show-bin-path)/BenchmarkEchoServer" \
        --cpp "$out/echo_server" --chat "$out/chat_client" --grpcio "$(scripts/python-env.sh)" \
        --swift "$("${peer[@]}" --show-bin-path)/echo-server" ${CASES:+--cases $CASES}
}

auth() {
    "${release[@]}" --product BenchmarkTokens --static-swift-stdlib >&2
    python3 Benchmarks/auth/bench.py --program "$("${release[@]}" --show-bin-path)/BenchmarkTokens"
    make release >&2
    python3 Benchmarks/auth/logins.py --bin "$("${release[@]}" --show-bin-path)"
}

platform() {
    make release >&2
    python3 Benchmarks/platform/startup.py --bin "$("${release[@]}" --show-bin-path)"
}

dataset() {
    local product bin=.build-release/release
    for product in Files Profile Columns; do
        "${release[@]}" --product "Benchmark$product" --static-swift-stdlib >&2
    done
    [ -x "$out/peers/bin/python" ] || python3 -m venv "$out/peers"
    "$out/peers/bin/pip" install --quiet --disable-pip-version-check numpy pandas pyarrow duckdb >&2
    [ -x "$out/echo_server" ] || cpp_peers
    python3 Benchmarks/dataset/files.py --program "$bin/BenchmarkFiles" --peers "$out/peers/bin/python" \
        ${MEGABYTES:+--megabytes "$MEGABYTES"}
    "$out/peers/bin/python" Benchmarks/dataset/profile.py "$bin/BenchmarkProfile"
    python3 Benchmarks/dataset/columns.py --program "$bin/BenchmarkColumns" --cpp "$out/echo_server"
}

dataset-upload() {
    local product
    for product in "" -gateway -auth -dataset -detection -metrics; do
        "${release[@]}" --product "pynomaly$product" --static-swift-stdlib >&2
    done
    python3 Benchmarks/dataset/upload.py --bin .build-release/release ${MEGABYTES:+--megabytes "$MEGABYTES"}
}

# DATA=FOLDER holds labelled sets (tabular/<name>.csv.gz) and series (nab/<name>.csv); without it only speed is measured.
detectors() {
    local product python="$out/detectors/bin/python" bin=.build-release/release
    for product in Detectors Series; do
        "${release[@]}" --product "Benchmark$product" --static-swift-stdlib >&2
    done
    [ -x "$python" ] || python3 -m venv "$out/detectors"
    "$out/detectors/bin/pip" install --quiet --disable-pip-version-check numpy pandas scikit-learn pyod coniferest \
        isotree faiss-cpu stumpy rrcf >&2
    "$python" Benchmarks/detectors/speed.py --program "$bin/BenchmarkDetectors" ${SIZES:+--sizes "$SIZES"}
    "$python" Benchmarks/detectors/memory.py --program "$bin/BenchmarkDetectors"
    "$python" Benchmarks/detectors/scaling.py --program "$bin/BenchmarkDetectors"
    "$python" Benchmarks/detectors/series_speed.py --program "$bin/BenchmarkSeries"
    [ -n "${DATA:-}" ] || return 0
    "$python" Benchmarks/detectors/accuracy.py --data "$DATA" --program "$bin/BenchmarkDetectors"
    "$python" Benchmarks/detectors/nab.py "$DATA/nab" "$bin/BenchmarkSeries"
    "$python" Benchmarks/detectors/ocsvm.py --data "$DATA" --program "$bin/BenchmarkDetectors"
}

scripts/install-packages.sh Benchmarks/packages.txt
[ $# -gt 0 ] || set -- rpc auth platform dataset dataset-upload detectors
for benchmark in "$@"; do
    case $benchmark in
        rpc | auth | platform | dataset | dataset-upload | detectors)
            echo "== $benchmark"
            "$benchmark"
            ;;
        *)
            echo "usage: $0 [rpc|auth|platform|dataset|dataset-upload|detectors]..." >&2
            exit 2
            ;;
    esac
done
