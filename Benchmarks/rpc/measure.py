"""Servers under load, and what a load cost them.

A server has one core and the load generator the other. What counts is the CPU time of all threads of the server's process
(user and system, from the scheduler's statistics), which does not depend on how fast the load generator is.
"""

import glob
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

SERVER_CORE, LOAD_CORE = "0", "1"


class Server:
    """A program that prints its port, or that is given one."""

    def __init__(self, name, command, port=None, environment=None):
        self.name = name
        self.process = subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, *command], stdout=subprocess.PIPE, text=True,
            env={**os.environ, **(environment or {})})
        self.port = port or int(self.process.stdout.readline())
        if port:
            self.wait_until_listening()

    def wait_until_listening(self):
        import socket
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.02)
        sys.exit(f"{self.name} does not listen on {self.port}")

    def cpu_seconds(self):
        total = 0
        for path in glob.glob(f"/proc/{self.process.pid}/task/*/schedstat"):
            with open(path) as file:
                total += int(file.read().split()[0])
        return total / 1e9

    def peak_resident_mib(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) / 1024

    def stop(self):
        self.process.kill()
        self.process.wait()


class Sample:
    """What one round of load showed."""

    def __init__(self, cpu_microseconds, per_second=None, latencies=()):
        self.cpu_microseconds = cpu_microseconds
        self.per_second = per_second
        ordered = sorted(latencies)
        self.p50 = ordered[len(ordered) // 2] if ordered else None
        self.p99 = ordered[len(ordered) * 99 // 100] if ordered else None


def h2load(server, path, body, connections, streams, calls, answer_bytes, tls=False, units=1):
    """One round; a unit is what CPU time is counted for, and a call may have many. Fails unless every call was answered
    in full."""
    with tempfile.NamedTemporaryFile() as log:
        command = ["taskset", "-c", LOAD_CORE, "h2load", "-n", str(calls), "-c", str(connections), "-m", str(streams),
                   "--log-file", log.name, f"{'https' if tls else 'http'}://127.0.0.1:{server.port}{path}"]
        if body:
            command += ["-d", body, "-H", "content-type: application/grpc", "-H", "te: trailers"]
        before = server.cpu_seconds()
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        cpu = server.cpu_seconds() - before
        succeeded = int(re.search(r"(\d+) succeeded", output).group(1))
        data = int(re.search(r"\((\d+)\) data", output).group(1))
        if succeeded != calls or data != calls * answer_bytes:
            sys.exit(f"{server.name}: {succeeded} of {calls} calls succeeded with {data} bytes\n{output}")
        log.seek(0)
        latencies = [int(line.split(b"\t")[2]) for line in log]
        rate = float(re.search(r"([\d.]+) req/s", output).group(1))
    return Sample(cpu / calls / units * 1e6, rate * units, latencies)


def command_round(server, command, units):
    """One round of a client of our own, which prints its median and 99th percentile."""
    before = server.cpu_seconds()
    output = subprocess.run(
        ["taskset", "-c", LOAD_CORE, *command], check=True, capture_output=True, text=True).stdout.split()
    sample = Sample((server.cpu_seconds() - before) / units * 1e6)
    sample.p50, sample.p99 = float(output[0]), float(output[1])
    return sample


def compare(title, servers, one_round, rounds):
    """Rounds alternate between the servers, so that a noisy machine disturbs all of them; one before them warms up."""
    samples = {server.name: [] for server in servers}
    for server in servers:
        one_round(server)
    for _ in range(rounds):
        for server in servers:
            samples[server.name].append(one_round(server))
    first = None
    for server in servers:
        mine = samples[server.name]
        cost = [sample.cpu_microseconds for sample in mine]
        median = statistics.median(cost)
        first = first or median
        columns = [
            f"{title:<28}", f"{server.name:<12}", f"{median:8.2f} ({min(cost):.2f} to {max(cost):.2f})".ljust(28),
            f"{median / first:6.2f}", number([sample.per_second for sample in mine], "10.0f"),
            number([sample.p50 for sample in mine], "8.0f"), number([sample.p99 for sample in mine], "8.0f"),
            f"{server.peak_resident_mib():8.1f}",
        ]
        print(" ".join(columns), flush=True)


def number(values, form):
    known = [value for value in values if value is not None]
    width = int(form.split(".")[0])
    return format(statistics.median(known), form) if known else " " * width


HEADING = (f"{'':<28} {'server':<12} {'CPU us (range)':<28} {'times':>6} {'per second':>10} {'p50 us':>8} {'p99 us':>8} "
           f"{'RSS MiB':>8}")
