#!/usr/bin/env python3
"""CPU time of the matrix profile beside stumpy and of the random cut forest beside rrcf, and whether they agree.

    .build-bench/detectors/bin/python Benchmarks/detectors/series_speed.py --program .build-release/release/BenchmarkSeries
        [--lengths 10000,40000] [--window 100] [--points 3000] [--shingles 1,8] [--rounds 3]

Series are random walks, points of the forests a sine with noise and ten spikes (numpy, seed 1); rounds of both sides alternate, figures are
medians. stumpy is compiled before and has one thread. Beside them stands the largest difference between our scores and what stumpy's
distances give; and, since forests draw different trees, how well either's scores tell the spikes (AUC of the points from the 300th on, the
first of each spike's shingles counting alone). Wants numpy, scikit-learn, stumpy, rrcf.
"""
import argparse
import os
import random
import statistics
import subprocess
import tempfile
import time

os.environ.update({name: "1" for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")})
import numpy  # noqa: E402
import rrcf  # noqa: E402
import stumpy  # noqa: E402
from sklearn.metrics import roc_auc_score  # noqa: E402


def ours(program, mode, algorithm, values, *parameters):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(map(repr, values.tolist())) + "\n")
        file.flush()
        done = subprocess.run(
            [program, mode, algorithm, file.name, *parameters], capture_output=True, text=True, check=True)
    return numpy.array([float(line.split()[0]) for line in done.stdout.splitlines()]), float(done.stderr.split()[0])


def timed(body):
    start = time.process_time()
    result = body()
    return result, time.process_time() - start


def stumpy_scores(values, window):
    """The mean distance of the windows that each value lies in, relative to the largest there is."""
    distances = stumpy.stump(values, window)[:, 0].astype(float) / numpy.sqrt(2 * window)
    sums = numpy.concatenate([[0], numpy.cumsum(distances)])
    places = numpy.arange(len(values))
    first, last = numpy.maximum(places - window + 1, 0), numpy.minimum(places, len(distances) - 1)
    return (sums[last + 1] - sums[first]) / (last + 1 - first)


def rrcf_scores(values, shingle, trees=40, size=256):
    random.seed(0)
    numpy.random.seed(0)
    forest, scores = [rrcf.RCTree() for _ in range(trees)], []
    for index in range(len(values)):
        point = numpy.concatenate([numpy.repeat(values[0], shingle), values])[index + 1 : index + 1 + shingle]
        total = 0
        for tree in forest:
            if len(tree.leaves) > size:
                tree.forget_point(index - size)
            tree.insert_point(point, index=index)
            total += tree.codisp(index)
        scores.append(total / trees)
    return numpy.array(scores)


def spike_area(scores, spikes, shingle):
    """What follows a spike while it is in the shingle counts as neither."""
    after = {spike + step for spike in spikes for step in range(1, shingle)} - set(spikes)
    kept = [index for index in range(300, len(scores)) if index not in after]
    return roc_auc_score([index in spikes for index in kept], scores[kept])


def row(what, sides, notes, count):
    own = statistics.median(sides["pynomaly"])
    for side, seconds in sides.items():
        middle = statistics.median(seconds)
        note = notes.get(side, "")
        print(f"| {what} | {side} | {middle:.2f} | {middle / count * 1e6:.1f} | {middle / own:.1f} | {note} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--lengths", default="10000,40000")
    parser.add_argument("--window", type=int, default=100)
    parser.add_argument("--points", type=int, default=3000)
    parser.add_argument("--shingles", default="1,8")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    generator = numpy.random.default_rng(1)
    stumpy.stump(generator.standard_normal(500), 20)  # compiles
    print("| what | side | CPU s | µs a point | times | |\n|---|---|---|---|---|---|")
    for length in map(int, arguments.lengths.split(",")):
        values = generator.standard_normal(length).cumsum()
        sides = {"pynomaly": [], "stumpy": []}
        for _ in range(arguments.rounds):
            own, seconds = ours(arguments.program, "series", "matrix_profile", values, f"window={arguments.window}")
            sides["pynomaly"].append(seconds)
            theirs, seconds = timed(lambda: stumpy_scores(values, arguments.window))
            sides["stumpy"].append(seconds)
        row(f"matrix profile, {length} points", sides, {"pynomaly": f"{abs(own - theirs).max():.0e} apart"}, length)
    values = numpy.sin(numpy.arange(arguments.points) / 10) + 0.2 * generator.standard_normal(arguments.points)
    spikes = generator.choice(numpy.arange(300, arguments.points), 10, replace=False).tolist()
    values[spikes] += 3
    for shingle in map(int, arguments.shingles.split(",")):
        sides = {"pynomaly": [], "rrcf": []}
        for _ in range(arguments.rounds):
            own, seconds = ours(arguments.program, "stream", "random_cut_forest", values, f"shingle={shingle}")
            sides["pynomaly"].append(seconds)
            theirs, seconds = timed(lambda: rrcf_scores(values, shingle))
            sides["rrcf"].append(seconds)
        areas = {"pynomaly": spike_area(own, spikes, shingle), "rrcf": spike_area(theirs, spikes, shingle)}
        row(f"random cut forest, shingle {shingle}", sides, {side: f"AUC {area:.3f}" for side, area in areas.items()},
            arguments.points)


if __name__ == "__main__":
    main()
