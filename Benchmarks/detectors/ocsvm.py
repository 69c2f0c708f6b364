#!/usr/bin/env python3
"""One-class SVMs of many rows: a random sample as landmarks (ours), Nyström's features with a linear machine, and the exact machine.

    .build-bench/detectors/bin/python Benchmarks/detectors/ocsvm.py --data FOLDER --program .build-release/release/BenchmarkDetectors

FOLDER as for accuracy.py; sets of more than 2000 rows, the exact machine up to 20,000. Features are standardized, gamma is 1 / features and nu
0.5 everywhere. Seeds are independent; the figures are means, and the deviation of the AUC between seeds. Wants numpy and scikit-learn.
"""
import argparse
import json
import os
import pathlib
import subprocess
import tempfile
import time

os.environ.update({name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")})
import numpy  # noqa: E402
from sklearn.kernel_approximation import Nystroem  # noqa: E402
from sklearn.linear_model import SGDOneClassSVM  # noqa: E402
from sklearn.metrics import average_precision_score, roc_auc_score  # noqa: E402
from sklearn.svm import OneClassSVM  # noqa: E402

from accuracy import standardized  # noqa: E402

EXACT_ROWS_MAX = 20_000


def sample(table, seed, program, landmarks):
    rows, columns = table.shape
    with tempfile.NamedTemporaryFile() as data, tempfile.NamedTemporaryFile() as scores:
        data.write(numpy.asfortranarray(table).tobytes("F"))
        data.flush()
        done = subprocess.run(
            [program, "--data", data.name, "--rows", str(rows), "--columns", str(columns), "--algorithm", "ocsvm",
             "--set", f"landmarks={landmarks}", "--seed", str(seed), "--scores", scores.name],
            check=True, capture_output=True)
        figures = json.loads(done.stdout)
        return numpy.fromfile(scores.name), figures["fit"] + figures["score"]


def nystroem(table, seed, components):
    start = time.process_time()
    features = Nystroem(gamma=1 / table.shape[1], n_components=components, random_state=seed).fit(table)
    mapped = numpy.vstack([features.transform(table[first : first + 10_000]) for first in range(0, len(table), 10_000)])
    scores = -SGDOneClassSVM(nu=0.5, random_state=seed).fit(mapped).score_samples(mapped)
    return scores, time.process_time() - start


def exact(table, _):
    start = time.process_time()
    scores = -OneClassSVM(gamma=1 / table.shape[1], nu=0.5, cache_size=1000).fit(table).score_samples(table)
    return scores, time.process_time() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    sides = [  # name, seeds, scores
        ("sample of 1000", 5, lambda table, seed: sample(table, seed, arguments.program, 1000)),
        ("sample of 4000", 2, lambda table, seed: sample(table, seed, arguments.program, 4000)),
        ("Nyström, 200", 5, lambda table, seed: nystroem(table, seed, 200)),
        ("Nyström, 1000", 1, lambda table, seed: nystroem(table, seed, 1000)),
        ("exact", 1, exact),
    ]
    print("| set | rows | side | AUC | between seeds | AP | CPU s |\n|---|---|---|---|---|---|---|")
    for path in sorted(arguments.data.glob("**/tabular/*.csv.gz")):
        table, labels = standardized(path)
        for name, seeds, scored in sides:
            if len(table) <= 2000 or name == "exact" and len(table) > EXACT_ROWS_MAX:
                continue
            results = [scored(table, seed) for seed in range(seeds)]
            areas = [roc_auc_score(labels, scores) for scores, _ in results]
            precision = numpy.mean([average_precision_score(labels, scores) for scores, _ in results])
            seconds = numpy.mean([seconds for _, seconds in results])
            print(
                f"| {path.name.split('.')[0]} | {len(table)} | {name} | {numpy.mean(areas):.3f} | {numpy.std(areas):.4f} | "
                f"{precision:.3f} | {seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main()
