"""JSON lines into columns, against pyarrow and pandas: the same file, one core, one run.

    python3 Benchmarks/dataset/JSON/bench.py --program .build-release/release/BenchmarkJSON [--megabytes 200]

Makes the file (seeded) and a virtual environment with the peers below .build-bench. Seconds are of CPU, so that a busy
machine disturbs less; the sides alternate.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import venv

ROUNDS = 3
FOLDER = ".build-bench"
WORDS = ["mill", "sensor", "north", 'north "east"', "line\nbreak", "café", "plain text of some length that goes on", "x"]

PEERS = {
    "pyarrow.json": """
import sys, time
import pyarrow
from pyarrow import json
pyarrow.set_cpu_count(1)
start = time.process_time()
table = json.read_json(sys.argv[1], read_options=json.ReadOptions(use_threads=False))
print(table.num_rows, time.process_time() - start, sep="\\t")
""",
    "pandas.read_json": """
import sys, time
import pandas
start = time.process_time()
table = pandas.read_json(sys.argv[1], lines=True)
print(len(table), time.process_time() - start, sep="\\t")
""",
}


def record(row, generator):
    return {
        "id": row + 10**12, "x": generator.gauss(0, 1), "y": round(generator.uniform(0, 1000), 3),
        "flag": generator.random() < 0.5, "name": generator.choice(WORDS), "z": generator.gauss(0, 1e6),
        "at": f"2026-01-{generator.randint(1, 28):02}T{generator.randint(0, 23):02}:00:00Z",
        "n": generator.randint(-1000, 1000), "opt": None if generator.random() < 0.3 else generator.random(),
    }


def make(path, megabytes):
    if os.path.exists(path):
        return
    generator = random.Random(1)
    lines = [json.dumps(record(row, generator), ensure_ascii=False, separators=(",", ":")) for row in range(20_000)]
    text = ("\n".join(lines) + "\n").encode()
    with open(path + ".part", "wb") as file:
        for _ in range(max(1, megabytes * 1_000_000 // len(text))):
            file.write(text)
    os.rename(path + ".part", path)


def environment():
    folder = os.path.join(FOLDER, "json-peers")
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pyarrow", "pandas"], check=True)
    return python


def run(command):
    """Rows and seconds of each round that the command reports."""
    output = subprocess.run(["taskset", "-c", "0", *command], check=True, capture_output=True, text=True).stdout
    return [(int(rows), float(seconds)) for rows, seconds in (line.split("\t") for line in output.splitlines())]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--megabytes", type=int, default=200)
    options = parser.parse_args()
    os.makedirs(FOLDER, exist_ok=True)
    path = os.path.join(FOLDER, f"table-{options.megabytes}.jsonl")
    make(path, options.megabytes)
    python = environment()
    sides = {name: [python, "-c", source, path] for name, source in PEERS.items()}
    for mode in ("records", "chunks"):
        sides[f"ours, {mode}"] = [options.program, mode, path]
    seconds, counts = {}, {}
    for _ in range(ROUNDS):
        for name, command in sides.items():
            for rows, taken in run(command):
                seconds.setdefault(name, []).append(taken)
                counts.setdefault(name, set()).add(rows)
    if len(set().union(*counts.values())) != 1:
        sys.exit(f"the sides disagree on the rows: {counts}")
    size = os.path.getsize(path) / 1e6
    print(f"| JSON lines, {size:.0f} MB | MB a second of CPU, median (range) |\n|---|---|")
    for name, taken in seconds.items():
        print(f"| {name} | {size / statistics.median(taken):.0f} ({size / max(taken):.0f} to {size / min(taken):.0f}) |")


if __name__ == "__main__":
    main()
