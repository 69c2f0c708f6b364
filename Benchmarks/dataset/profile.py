#!/usr/bin/env python3
"""Profiles 1M rows of 30 doubles, ours against pandas and DuckDB, on one core, rounds alternating in one run.

    .build-bench/peers/bin/python Benchmarks/dataset/profile.py .build-release/release/BenchmarkProfile [--rows 1000000] [--columns 30] [--rounds 5]

Wants numpy, pandas and duckdb (pip install numpy pandas duckdb). All sides have the table in memory, each in its own form;
what is timed is the statistics alone, in CPU seconds:
  ours     the whole profile: moments, quantiles, histograms, distinct and frequent values, duplicates, correlations
  pandas   describe() and corr()
  DuckDB   SUMMARIZE (min, max, approximate distinct, mean, deviation, approximate quartiles, missing); no correlations
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.update({name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")})
parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("--rows", type=int, default=1_000_000)
parser.add_argument("--columns", type=int, default=30)
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--core", type=int, default=0)
arguments = parser.parse_args()
os.sched_setaffinity(0, {arguments.core})

import duckdb  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402


def table():
    """Half normal, half of few or skewed values; some columns follow others."""
    random = numpy.random.default_rng(1)
    columns = random.standard_normal((arguments.columns, arguments.rows))
    for index in range(arguments.columns):
        if index % 5 == 1:
            columns[index] = numpy.exp(columns[index])
        if index % 5 == 2:
            columns[index] = numpy.round(columns[index] * 10)
        if index % 5 == 3:
            columns[index] = columns[index - 3] + 0.2 * columns[index]
    return columns


def timed(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def main():
    columns = table()
    frame = pandas.DataFrame({f"c{i}": column for i, column in enumerate(columns)})
    connection = duckdb.connect(config={"threads": 1})
    connection.execute("CREATE TABLE t AS SELECT * FROM frame")
    with tempfile.NamedTemporaryFile() as file:
        columns.tofile(file.name)
        seconds = {"ours": [], "pandas describe": [], "pandas corr": [], "DuckDB SUMMARIZE": []}
        for _ in range(arguments.rounds):
            answer = subprocess.run(
                [arguments.program, file.name, str(arguments.rows), str(arguments.columns), "2"],
                check=True, capture_output=True, text=True).stdout.splitlines()
            seconds["ours"].append(float(answer[1]))
            seconds["pandas describe"].append(timed(frame.describe))
            seconds["pandas corr"].append(timed(frame.corr))
            seconds["DuckDB SUMMARIZE"].append(timed(lambda: connection.execute("SUMMARIZE t").fetchall()))
    print("\n".join(answer[2:]), file=sys.stderr)
    seconds["pandas describe + corr"] = [
        a + b for a, b in zip(seconds["pandas describe"], seconds["pandas corr"])]
    ours = statistics.median(seconds["ours"])
    print("| side | CPU s | times |\n|---|---|---|")
    for side, times in seconds.items():
        median = statistics.median(times)
        print(f"| {side} | {median:.2f} ({min(times):.2f} to {max(times):.2f}) | {median / ours:.2f} |")


main()
