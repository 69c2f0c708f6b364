#!/usr/bin/env python3
"""Wall-clock seconds of trainings, calibration included, with one thread and with several, rounds alternating.

    .build-bench/detectors/bin/python Benchmarks/detectors/scaling.py --program .build-release/release/BenchmarkDetectors
        [--size 100000x10] [--threads 1,2] [--algorithms isolation_forest,knn,mcd,auto] [--rounds 5]

Prints the best round and the median of each: beside other work, the best comes nearest to what threads do. Wants numpy.
"""
import argparse
import json
import statistics
import subprocess
import tempfile

from speed import clusters


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--size", default="100000x10")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--algorithms", default="isolation_forest,knn,mcd,auto")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    rows, columns = arguments.size.split("x")
    print("| algorithm | threads | wall s, best | median | CPU s, best | speed-up, best |\n|---|---|---|---|---|---|")
    with tempfile.NamedTemporaryFile() as data:
        data.write(clusters(int(rows), int(columns)).tobytes("F"))
        data.flush()
        for name in arguments.algorithms.split(","):
            rounds = {threads: [] for threads in arguments.threads.split(",")}
            for _ in range(arguments.rounds):
                for threads, results in rounds.items():
                    command = [
                        arguments.program, "--calibrate", "--data", data.name, "--rows", rows, "--columns", columns,
                        "--algorithm", name, "--threads", threads]
                    results.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
            first = None
            for threads, results in rounds.items():
                walls = [result["fit_wall"] for result in results]
                first = first or min(walls)
                print(
                    f"| {name} | {threads} | {min(walls):.2f} | {statistics.median(walls):.2f} | "
                    f"{min(result['fit'] for result in results):.2f} | {first / min(walls):.2f} |", flush=True)


if __name__ == "__main__":
    main()
