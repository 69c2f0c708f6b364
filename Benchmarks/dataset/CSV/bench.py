"""CSV to typed columns, against pandas, pyarrow and DuckDB: the same files, one core, one run.

    python3 Benchmarks/dataset/CSV/bench.py --program .build-release/release/BenchmarkCSV [--megabytes 1000] [--peers PYTHON]

Makes the files (seeded) and a virtual environment with the peers below .build-bench. Seconds are of CPU, so that a busy
machine disturbs less; the sides alternate.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import venv

ROUNDS = 2
FOLDER = ".build-bench"
WORDS = ["mill", "sensor north", 'north ""east""', "line\nbreak", "café, bar", "plain text of some length that goes on", "x"]

PEERS = {
    "pyarrow, one thread": """
import sys, time
import pyarrow
from pyarrow import csv
pyarrow.set_cpu_count(1)
pyarrow.set_io_thread_count(1)
start = time.process_time()
table = csv.read_csv(
    sys.argv[1], read_options=csv.ReadOptions(use_threads=False), parse_options=csv.ParseOptions(newlines_in_values=True))
print(table.num_rows, time.process_time() - start, sep="\\t")
""",
    "pandas, C engine": """
import sys, time
import pandas
start = time.process_time()
table = pandas.read_csv(sys.argv[1], engine="c")
print(len(table), time.process_time() - start, sep="\\t")
""",
    "DuckDB, one thread": """
import sys, time
import duckdb
db = duckdb.connect()
db.execute("SET threads = 1")
start = time.process_time()
db.execute("CREATE TABLE t AS SELECT * FROM read_csv(?, header = true)", [sys.argv[1]])
rows = db.execute("SELECT count(*) FROM t").fetchone()[0]
print(rows, time.process_time() - start, sep="\\t")
""",
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


FILES = {"numbers": (",".join(f"c{i}" for i in range(12)), mixed), "quoted text": ("id,a,b,c,d", quoted)}


def make(kind, path, megabytes):
    if os.path.exists(path):
        return
    header, row = FILES[kind]
    generator = random.Random(1)
    text = "".join(row(index, generator) + "\n" for index in range(100_000)).encode()
    with open(path + ".part", "wb") as file:
        file.write(header.encode() + b"\n")
        for _ in range(max(1, megabytes * 1_000_000 // len(text))):
            file.write(text)
    os.rename(path + ".part", path)


def environment():
    folder = os.path.join(FOLDER, "csv-peers")
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pyarrow", "pandas", "duckdb"], check=True)
    return python


def run(command):
    """Rows and seconds of each round that the command reports."""
    output = subprocess.run(["taskset", "-c", "0", *command], check=True, capture_output=True, text=True).stdout
    # A peer may print other things (a progress bar).
    lines = [line.split("\t") for line in output.splitlines() if line.count("\t") == 1]
    return [(int(rows), float(seconds)) for rows, seconds in lines]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--peers", help="an interpreter that has pyarrow, pandas and duckdb")
    options = parser.parse_args()
    os.makedirs(FOLDER, exist_ok=True)
    python = options.peers or environment()
    for kind in FILES:
        path = os.path.join(FOLDER, f"{kind.replace(' ', '-')}-{options.megabytes}.csv")
        make(kind, path, options.megabytes)
        sides = {f"ours, {mode}": [options.program, mode, path] for mode in ("columns", "chunks")}
        sides |= {name: [python, "-c", source, path] for name, source in PEERS.items()}
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


if __name__ == "__main__":
    main()
