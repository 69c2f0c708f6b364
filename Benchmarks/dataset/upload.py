"""A large CSV file through REST into the private PostgreSQL: megabytes a second, and what each process spends on it.

    python3 Benchmarks/dataset/upload.py --bin .build-release/release [--megabytes 1000]

Starts `pynomaly up --temporary` and sends generated rows as one multipart form to the gateway's port. Cost is processor
time, of every process of the platform, PostgreSQL included. Memory is the peak of resident memory during the upload
(VmHWM) less what was resident when the platform was ready and had served nothing but a login. Nothing is left behind: the
platform's data is temporary.
"""

import argparse
import http.client
import json
import pathlib
import random
import signal
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).parent.parent / "auth"))
from logins import Client, admin_token, processor_seconds, start  # noqa: E402

BOUNDARY = "pynomaly-benchmark"
AIM_MIB = 64


def rows(count: int) -> bytes:
    """Twelve numbers in a row: integers, decimals of a few digits and of all, some missing; and a short text."""
    generator = random.Random(1)
    lines = []
    for row in range(count):
        lines.append(",".join([
            str(row), str(generator.randint(-1000, 1000)), repr(generator.gauss(0, 1)), repr(generator.gauss(0, 1e6)),
            f"{generator.uniform(0, 1000):.2f}", "" if generator.random() < 0.1 else f"{generator.uniform(0, 100):.3f}",
            repr(generator.random()), f"{generator.gauss(20, 5):.1f}", str(generator.randint(0, 10**9)),
            repr(generator.random()), str(generator.randint(0, 1)), generator.choice(["mill", "north", "south"]),
        ]) + "\n")
    return "".join(lines).encode()


def upload(port: int, token: str, piece: bytes, megabytes: int) -> dict:
    header = ",".join(f"c{i}" for i in range(12)).encode() + b"\n"
    front = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="display_name"\r\n\r\nbenchmark\r\n'
             f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="b.csv"\r\n\r\n').encode()
    back = f"\r\n--{BOUNDARY}--\r\n".encode()
    count = max(1, megabytes * 1_000_000 // len(piece))
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.putrequest("POST", "/v1/datasets:upload")
    for name, value in {
        "authorization": f"Bearer {token}", "content-type": f"multipart/form-data; boundary={BOUNDARY}",
        "content-length": len(front) + len(header) + count * len(piece) + len(back),
    }.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(front + header)
    for _ in range(count):
        connection.send(piece)
    connection.send(back)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    if answer.status != 200:
        raise SystemExit(f"{answer.status} {content}")
    return content["dataset"] | {"sent": count * len(piece)}


def processes(platform: int) -> dict[str, int]:
    """The gateway and dataset of this platform, by the program's name. Each has a shell of its own above it."""
    found, parents = {}, {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            name = pathlib.Path((folder / "cmdline").read_bytes().split(b"\0")[0].decode()).name
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue  # ended meanwhile
        if name in ("pynomaly-gateway", "pynomaly-dataset"):
            found[int(folder.name)] = name
    return {name: process for process, name in found.items() if parents.get(parents[process]) == platform}


def memory(process: int, field: str) -> float:
    """MiB."""
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"no {field} of process {process}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=1000)
    options = parser.parse_args()
    piece = rows(10_000)
    with tempfile.TemporaryDirectory(prefix="pynomaly-bench-") as folder:
        platform, port, one_time = start(options.bin, pathlib.Path(folder))
        try:
            token = admin_token(Client(port), one_time)
            watched = processes(platform.pid)
            idle = {name: memory(process, "VmRSS") for name, process in watched.items()}
            before = processor_seconds(platform.pid)
            begin = time.monotonic()
            dataset = upload(port, token, piece, options.megabytes)
            took = time.monotonic() - begin
            after = processor_seconds(platform.pid)
            peak = {name: memory(process, "VmHWM") for name, process in watched.items()}
        finally:
            platform.send_signal(signal.SIGTERM)
            platform.wait()
    size = dataset["sent"] / 1e6
    print(f"{size:.0f} MB, {dataset['rowCount']} rows: {took:.1f} s, {size / took:.0f} MB/s")
    print("| process | CPU s | CPU ms per MB | idle MiB | peak above idle, MiB |\n|---|---|---|---|---|")
    for name, seconds in sorted(after.items(), key=lambda item: -item[1]):
        spent = seconds - before.get(name, 0)
        if spent < 0.05:
            continue
        # The kernel keeps fifteen letters of a name.
        full = next((other for other in watched if other[:15] == name), name)
        room = f"{idle[full]:.1f} | {peak[full] - idle[full]:.1f}" if full in watched else " | "
        print(f"| {full} | {spent:.1f} | {1000 * spent / size:.1f} | {room} |")
    for name in watched:
        if peak[name] - idle[name] > AIM_MIB:
            print(f"missed: {name} is to stay within {AIM_MIB} MiB above idle")


if __name__ == "__main__":
    main()
