#!/usr/bin/env python3
"""What trainings take in memory at most, calibration and table included, beside what is stated before (`trainingBytes`).

    .build-bench/detectors/bin/python Benchmarks/detectors/memory.py --program .build-release/release/BenchmarkDetectors
        [--sizes 100000x10] [--threads 1,2] [--algorithms isolation_forest,knn] [--rounds 1]

Each training is a process of its own. What it takes is its peak (VmHWM) above what it had before it read the table. Wants numpy.
"""
import argparse
import json
import subprocess
import tempfile

from speed import clusters


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--sizes", default="100000x10")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--algorithms")
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    known = json.loads(subprocess.run([arguments.program, "--list"], check=True, capture_output=True).stdout)
    names = arguments.algorithms.split(",") if arguments.algorithms else [
        name for name in known if name != "ensemble"]  # which wants members
    print("| rows x columns | threads | algorithm | stated MiB | measured MiB | stated / measured | model MiB |\n" + "|---" * 7 + "|")
    for size in arguments.sizes.split(","):
        rows, columns = map(int, size.split("x"))
        with tempfile.NamedTemporaryFile() as data:
            data.write(clusters(rows, columns).tobytes("F"))
            data.flush()
            for name in names:
                for threads in arguments.threads.split(","):
                    command = [
                        arguments.program, "--memory", "--data", data.name, "--rows", str(rows), "--columns", str(columns),
                        "--algorithm", name, "--threads", threads]
                    results = [
                        json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
                        for _ in range(arguments.rounds)]
                    stated, measured = results[0]["stated_mib"], max(result["measured_mib"] for result in results)
                    print(
                        f"| {size} | {threads} | {name} | {stated:.1f} | {measured:.1f} | {stated / measured:.1f} | "
                        f"{results[0]['model_mib']:.1f} |", flush=True)


if __name__ == "__main__":
    main()
