"""ReadColumns between two processes, beside PostgreSQL alone and a gRPC C++ stream of the same bytes.

Each round reads the whole table. Without a cache, all of it comes from PostgreSQL every time; what is said of the others is
measured when their caches have seen the table already.

    python3 Benchmarks/dataset/columns.py --program .build-release/release/BenchmarkColumns --cpp .build-bench/echo_server

The C++ peer is built by `scripts/bench.sh rpc`. The reader is ours for both, so that the servers are what differs.
"""

import argparse
import subprocess
import time

parser = argparse.ArgumentParser()
parser.add_argument("--program", required=True)
parser.add_argument("--cpp", help="Benchmarks/rpc/grpc_cpp/echo_server")
parser.add_argument("--rows", type=int, default=1_000_000)
parser.add_argument("--columns", type=int, default=30)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--caches", default="0,67108864,536870912", help="BLOCK_CACHE_BYTES of the replicas that are read")
parser.add_argument("--server-core", help="a core for each server, as taskset takes it")
options = parser.parse_args()
pin = ["taskset", "-c", options.server_core] if options.server_core else []


def read(title, *words):
    out = subprocess.run([options.program, *map(str, words)], check=True, capture_output=True, text=True).stdout
    rates = sorted(float(line.split()[2]) for line in out.splitlines())
    print(f"{title:44} median {rates[len(rates) // 2]:.2f}  best {rates[-1]:.2f} GB/s", flush=True)
    return int(out.split()[0])


began = time.monotonic()
server = subprocess.Popen([*pin, options.program, "serve", str(options.rows), str(options.columns),
                           options.caches],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
try:
    ports, tenant, name, token = server.stdout.readline().split()
    print(f"uploaded in {time.monotonic() - began:.1f} s")
    for port, cache in zip(ports.split(","), options.caches.split(",")):
        if int(cache):
            subprocess.run([options.program, "read", port, tenant, name, token, "3"], check=True, capture_output=True)
        size = read(f"ReadColumns, BLOCK_CACHE_BYTES={cache}", "read", port, tenant, name, token, options.rounds)
    if options.cpp:
        block = 512 << 10
        peer = subprocess.Popen([*pin, options.cpp, "0"], stdout=subprocess.PIPE, text=True)
        try:
            read("gRPC C++, the same bytes", "stream", peer.stdout.readline().strip(), block, size // block,
                 options.rounds)
        finally:
            peer.terminate()
finally:
    server.stdin.close()
    server.wait()
