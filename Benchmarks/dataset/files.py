"""CSV and JSON lines to typed columns, against pandas, pyarrow and DuckDB: the same files, one core, one run.

    python3 Benchmarks/dataset/files.py --program .build-release/release/BenchmarkFiles --peers PYTHON [--megabytes 1000]

PYTHON is an interpreter that has pyarrow, pandas and duckdb. Makes the files (seeded) in a temporary folder. Seconds are of
CPU, so that a busy machine disturbs less; the sides alternate. Peers parse to typed columns in memory, and so does our side
`columns`; `chunks` compresses and hashes them on top.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 3
WORDS = ["mill", "sensor north", 'north ""east""', "line\nbreak", "café, bar", "plain text of some length that goes on", "x"]

PYARROW_SETUP = """
import sys, time
import pyarrow
from pyarrow import csv, json
pyarrow.set_cpu_count(1)
pyarrow.set_io_thread_count(1)
start = time.process_time()
"""
PYARROW_CSV = PYARROW_SETUP + """
table = csv.read_csv(
    sys.argv[1], read_options=csv.ReadOptions(use_threads=False), parse_options=csv.ParseOptions(newlines_in_values=True))
print(table.num_rows, time.process_time() - start, sep="\\t")
"""
PYARROW_JSON = PYARROW_SETUP + """
table = json.read_json(sys.argv[1], read_options=json.ReadOptions(use_threads=False))
print(table.num_rows, time.process_time() - start, sep="\\t")
"""
PANDAS = """
import sys, time
import pandas
start = time.process_time()
table = pandas.READ
print(len(table), time.process_time() - start, sep="\\t")
"""
DUCKDB = """
import sys, time
import duckdb
db = duckdb.connect()
db.execute("SET threads = 1")
start = time.process_time()
db.execute("CREATE TABLE t AS SELECT * FROM READ", [sys.argv[1]])
rows = db.execute("SELECT count(*) FROM t").fetchone()[0]
print(rows, time.process_time() - start, sep="\\t")
"""
CSV_PEERS = {
    "pyarrow, one thread": PYARROW_CSV,
    "pandas, C engine": PANDAS.replace("READ", 'read_csv(sys.argv[1], engine="c")'),
    "DuckDB, one thread": DUCKDB.replace("READ", "read_csv(?, header = true)"),
}
JSON_PEERS = {
    "pyarrow, one thread": PYARROW_JSON,
    "pandas": PANDAS.replace("READ", "read_json(sys.argv[1], lines=True)"),
    "DuckDB, one thread": DUCKDB.replace("READ", "read_json(?)"),
}


def mixed(row, generator):
    """Twelve numbers: integers short and long, decimals short and with all their digits, some of them missing."""
    return ",".join([
        str(10**12 + row), str(generator.randint(-1000, 1000)), repr(generator.gauss(0, 1)),
        f"{generator.uniform(0, 1000):.2f}", f"{generator.uniform(-1, 1):.6f}", repr(generator.gauss(0, 1e6)),
        "" if generator.random() < 0.1 else f"{generator.uniform(0, 100):.3f}", str(generator.randint(0, 1)),
        f"{generator.uniform(1e-8, 1e-6):.4e}", str(generator.randint(0, 10**9)), f"{generator.gauss(20, 5):.1f}",
        repr(generator.random()),
    ])


def quoted(row, generator):
    """Text in quotes with delimiters, doubled quotes and line breaks, beside a number and bare text."""
    return ",".join([
        str(row), '"' + generator.choice(WORDS) + '"', f'"note {row % 50_000}, {generator.choice(WORDS)}"',
        generator.choice(["mill", "north", "south"]),
        '"' + " ".join(generator.choice(WORDS) for _ in range(4)) + '"',
    ])


def record(row, generator):
    """A line of JSON: numbers, text, a flag, a timestamp, and a value that is often null."""
    return json.dumps({
        "id": row + 10**12, "x": generator.gauss(0, 1), "y": round(generator.uniform(0, 1000), 3),
        "flag": generator.random() < 0.5, "name": generator.choice(WORDS).replace('""', '"'),
        "z": generator.gauss(0, 1e6), "at": f"2026-01-{generator.randint(1, 28):02}T{generator.randint(0, 23):02}:00:00Z",
        "n": generator.randint(-1000, 1000), "opt": None if generator.random() < 0.3 else generator.random(),
    }, ensure_ascii=False, separators=(",", ":"))


# What heads a file, how a row is made, who reads it besides us, and its share of --megabytes.
FILES = {
    "numbers": (",".join(f"c{i}" for i in range(12)) + "\n", mixed, CSV_PEERS, 1.0),
    "quoted text": ("id,a,b,c,d\n", quoted, CSV_PEERS, 1.0),
    "JSON lines": ("", record, JSON_PEERS, 0.2),
}


def make(kind, path, megabytes):
    header, row, _, share = FILES[kind]
    generator = random.Random(1)
    text = "".join(row(index, generator) + "\n" for index in range(100_000)).encode()
    with open(path, "wb") as file:
        file.write(header.encode())
        for _ in range(max(1, int(megabytes * share * 1_000_000) // len(text))):
            file.write(text)


def run(command):
    """Rows and seconds of each round that the command reports."""
    output = subprocess.run(["taskset", "-c", "0", *command], check=True, capture_output=True, text=True).stdout
    # A peer may print other things (a progress bar).
    lines = [line.split("\t") for line in output.splitlines() if line.count("\t") == 1]
    return [(int(rows), float(seconds)) for rows, seconds in lines]


def measure(kind, path, program, python):
    sides = {f"ours, {mode}": [program, mode, path, "1"] for mode in ("columns", "chunks")}
    sides |= {name: [python, "-c", source, path] for name, source in FILES[kind][2].items()}
    seconds, counts = {}, {}
    for _ in range(ROUNDS):
        for name, command in sides.items():
            for rows, taken in run(command):
                seconds.setdefault(name, []).append(taken)
                counts.setdefault(name, set()).add(rows)
    if len(set().union(*counts.values())) != 1:
        sys.exit(f"the sides disagree on the rows: {counts}")
    size = os.path.getsize(path) / 1e6
    print(f"| {kind}, {size:.0f} MB | MB a second of CPU, median (range) |\n|---|---|")
    for name, taken in seconds.items():
        print(f"| {name} | {size / statistics.median(taken):.0f} ({size / max(taken):.0f} to {size / min(taken):.0f}) |")
    print(flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--peers", required=True, help="an interpreter that has pyarrow, pandas and duckdb")
    options = parser.parse_args()
    for kind in FILES:
        with tempfile.TemporaryDirectory(prefix="pynomaly-bench-") as folder:
            path = os.path.join(folder, "table")
            make(kind, path, options.megabytes)
            measure(kind, path, options.program, options.peers)


if __name__ == "__main__":
    main()
