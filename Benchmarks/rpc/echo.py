"""Unary echo of 64 bytes: the RPC runtime against gRPC C++, side by side in one run.

Each server has one core and h2load the other. What counts is the CPU time of the server's process for each call (user
and system, all of its threads, from /proc), which does not depend on how fast the load generator is. Rounds alternate
between the servers, so that a noisy machine disturbs both; figures are medians over the rounds, with their range.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile

PAYLOAD = bytes(range(64))
# connections × streams
SHAPES = {"4x32": (4, 32), "1x1": (1, 1), "64x10": (64, 10)}
CALLS = {"4x32": 200_000, "1x1": 10_000, "64x10": 200_000}


def framed_request() -> bytes:
    """EchoMessage{payload} behind gRPC's prefix."""
    message = b"\x0a" + bytes([len(PAYLOAD)]) + PAYLOAD
    return b"\x00" + len(message).to_bytes(4, "big") + message


class Server:
    def __init__(self, name: str, program: str, core: int):
        self.name = name
        self.process = subprocess.Popen(
            ["taskset", "-c", str(core), program, "0"], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def cpu_seconds(self) -> float:
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mib(self) -> float:
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024

    def stop(self):
        self.process.kill()
        self.process.wait()


def load(server: Server, request: str, connections: int, streams: int, calls: int, core: int):
    """Calls per second; fails unless every call was answered in full."""
    output = subprocess.run(
        ["taskset", "-c", str(core), "h2load", "-n", str(calls), "-c", str(connections), "-m", str(streams),
         "-d", request, "-H", "content-type: application/grpc", "-H", "te: trailers",
         f"http://127.0.0.1:{server.port}/pynomaly.testing.v1.EchoService/Echo"],
        check=True, capture_output=True, text=True).stdout
    succeeded = int(re.search(r"(\d+) succeeded", output).group(1))
    data = int(re.search(r"\((\d+)\) data", output).group(1))
    if succeeded != calls or data != calls * os.path.getsize(request):
        sys.exit(f"{server.name}: {succeeded} of {calls} calls succeeded with {data} bytes\n{output}")
    return float(re.search(r"([\d.]+) req/s", output).group(1))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ours", required=True, help="the program benchmark-echo-server")
    arguments.add_argument("--peer", required=True, help="the program of grpc_cpp/echo_server.cc")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--shapes", nargs="+", default=list(SHAPES), choices=list(SHAPES))
    options = arguments.parse_args()

    with tempfile.NamedTemporaryFile() as request:
        request.write(framed_request())
        request.flush()
        servers = [Server("pynomaly", options.ours, 0), Server("grpc-c++", options.peer, 0)]
        try:
            measure(servers, request.name, options)
        finally:
            for server in servers:
                server.stop()


def measure(servers, request, options):
    print(f"{'connections x streams':22}{'server':10}{'CPU us/call':>24}{'calls/s':>12}{'RSS MiB':>9}")
    for shape in options.shapes:
        connections, streams = SHAPES[shape]
        cost = {server.name: [] for server in servers}
        rate = {server.name: [] for server in servers}
        for server in servers:
            load(server, request, connections, streams, CALLS[shape] // 10, 1)
        for _ in range(options.rounds):
            for server in servers:
                before = server.cpu_seconds()
                rate[server.name].append(load(server, request, connections, streams, CALLS[shape], 1))
                cost[server.name].append((server.cpu_seconds() - before) / CALLS[shape] * 1e6)
        for server in servers:
            spread = cost[server.name]
            text = f"{statistics.median(spread):.1f} ({min(spread):.1f} to {max(spread):.1f})"
            print(f"{shape:22}{server.name:10}{text:>24}{statistics.median(rate[server.name]):12.0f}"
                  f"{server.resident_mib():9.1f}")
        ours, peer = (statistics.median(cost[server.name]) for server in servers)
        print(f"{'':22}the peer takes {peer / ours:.1f} times our CPU time for a call")


if __name__ == "__main__":
    main()
