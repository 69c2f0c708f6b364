#!/usr/bin/env python3
"""AUC-ROC and average precision of every algorithm on labelled sets, beside PyOD's and scikit-learn's.

    .build-bench/detectors/bin/python Benchmarks/detectors/accuracy.py --data FOLDER --program .build-release/release/BenchmarkDetectors
        [--algorithms ecod,knn] [--seeds 10] [--sets breastw,cardio]

FOLDER holds <name>.csv.gz files whose last column, `label`, is 1 for an anomaly, and may hold baseline.csv: the references' figures
(dataset, algorithm, seed, auc_roc, average_precision) of fits with default parameters. Features are standardized, models are fitted to all
rows without labels and score the same rows, as the references do; stochastic algorithms are run with several seeds.
Wants numpy and scikit-learn.
"""
import argparse
import collections
import csv
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import numpy
from sklearn.metrics import average_precision_score, roc_auc_score

# name here: (name in baseline.csv, options, stochastic)
ALGORITHMS = {
    "isolation_forest": ("IForest", [], True),
    "extended_isolation_forest": (None, [], True),
    "fair_cut_forest": (None, [], True),
    "inne": ("INNE", [], True),
    "ecod": ("ECOD", [], False),
    "copod": ("COPOD", [], False),
    "hbos": ("HBOS", [], False),
    "hbos n_bins=0": ("HBOS_auto", ["--set", "n_bins=0"], False),
    "robust_z": ("RobustZ_mean", [], False),
    "robust_z aggregation=max": ("RobustZ_max", ["--set", "aggregation=max"], False),
    "iqr": (None, [], False),
    "knn": ("KNN", ["--leave-out"], False),
    "knn n_neighbors=20": (None, ["--leave-out", "--set", "n_neighbors=20"], False),
    "lof": ("LOF", ["--leave-out"], False),
    "abod": ("ABOD", ["--leave-out"], False),
    "pca": ("PCA", [], False),
    "mcd": ("MCD", [], True),
    "gmm": ("GMM1", [], False),
    "loda": ("LODA", [], True),
    "cblof": ("CBLOF", [], True),
    "ocsvm": ("OCSVM", [], True),
    "auto": (None, ["--leave-out"], True),
}


def standardized(path):
    values = numpy.loadtxt(path, delimiter=",", skiprows=1)
    features, labels = values[:, :-1], values[:, -1]
    deviation = features.std(axis=0)
    return (features - features.mean(axis=0)) / numpy.where(deviation > 0, deviation, 1), labels


def ours(program, table, labels, name, seeds):
    reference, options, stochastic = ALGORITHMS[name]
    rows, columns = table.shape
    figures = []
    with tempfile.NamedTemporaryFile() as data, tempfile.NamedTemporaryFile() as scores:
        data.write(numpy.asfortranarray(table).tobytes("F"))
        data.flush()
        for seed in range(seeds if stochastic else 1):
            subprocess.run(
                [program, "--data", data.name, "--rows", str(rows), "--columns", str(columns), "--algorithm",
                 name.split()[0], "--seed", str(seed), "--scores", scores.name, *options],
                check=True, stdout=subprocess.DEVNULL)
            result = numpy.fromfile(scores.name)
            figures.append((roc_auc_score(labels, result), average_precision_score(labels, result)))
    return figures


def baselines(folder):
    figures = collections.defaultdict(list)
    path = folder / "baseline.csv"
    if path.exists():
        for line in csv.DictReader(path.open()):
            figures[line["dataset"], line["algorithm"]].append(
                (float(line["auc_roc"]), float(line["average_precision"])))
    return figures


def mean(figures, index):
    return statistics.mean(figure[index] for figure in figures) if figures else None


def shown(value):
    return "" if value is None else f"{value:.3f}".lstrip("0")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--algorithms")
    parser.add_argument("--sets")
    parser.add_argument("--seeds", type=int, default=10)
    arguments = parser.parse_args()
    files = sorted(arguments.data.glob("**/tabular/*.csv.gz") or arguments.data.glob("*.csv.gz"))
    if arguments.sets:
        files = [file for file in files if file.name.split(".")[0] in arguments.sets.split(",")]
    known = json.loads(subprocess.run([arguments.program, "--list"], check=True, capture_output=True).stdout)
    names = [name for name in ALGORITHMS if name.split()[0] in known]
    if arguments.algorithms:
        names = [name for name in names if name in arguments.algorithms.split(",")]
    reference = baselines(arguments.data)
    tables = {file.name.split(".")[0]: standardized(file) for file in files}
    print("| algorithm | " + " | ".join(tables) + " |\n" + "|---" * (len(tables) + 1) + "|")
    summary = []
    for name in names:
        own, theirs = {}, {}
        for dataset, (table, labels) in tables.items():
            own[dataset] = ours(arguments.program, table, labels, name, arguments.seeds)
            theirs[dataset] = reference.get((dataset, ALGORITHMS[name][0]), [])
        print(f"| {name} | " + " | ".join(shown(mean(own[dataset], 0)) for dataset in tables) + " |")
        sys.stdout.flush()
        summary.append(summarized(name, own, theirs))
    print("\n| algorithm | seeds | AUC | AP | reference's sets | its AUC | its AP | AUC, ours less its | AP, ours less its |\n" + "|---" * 9 + "|")
    print("\n".join(summary))


def summarized(name, own, theirs):
    """Means over all sets, and beside the reference over those that it has."""
    common = [dataset for dataset in own if theirs[dataset]]
    seeds = len(next(iter(own.values())))
    cells = [name, str(seeds)] + [shown(over(own, own, index)) for index in (0, 1)]
    if not common:
        return "| " + " | ".join(cells + [""] * 5) + " |"
    cells += [str(len(common))] + [shown(over(theirs, common, index)) for index in (0, 1)]
    cells += [f"{round(over(own, common, index) - over(theirs, common, index), 3) + 0.0:+.3f}" for index in (0, 1)]
    return "| " + " | ".join(cells) + " |"


def over(figures, datasets, index):
    return statistics.mean(mean(figures[dataset], index) for dataset in datasets)


if __name__ == "__main__":
    main()
