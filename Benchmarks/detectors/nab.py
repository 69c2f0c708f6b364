#!/usr/bin/env python3
"""Detectors on NAB series: point-wise average precision and NAB's score (standard profile).

    nab.py FOLDER PROGRAM [--peers] [--rows-max=N]

FOLDER holds `<name>.csv` with timestamp,value,label and `windows.json`; PROGRAM is BenchmarkSeries. NAB's score follows Lavin and Ahmad
(ICMLA 2015): in a window the first alert counts by its place, +1 at the left edge to 0 at the right; a false alert costs up to
0.11 times 1, less just behind a window; a window without an alert costs 1. One threshold for all series, the best. The first 15 %
of a series, at most 750 rows, don't count. 0 is what says nothing, 100 is perfect.
"""
import bisect
import csv
import glob
import json
import math
import os
import subprocess
import sys
import tempfile

FALSE_ALERT = 0.11


def sigmoid(place):
    return -1.0 if place >= 3 else 2 / (1 + math.exp(5 * place)) - 1


def load(folder):
    windows = json.load(open(os.path.join(folder, "windows.json")))
    series = []
    for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        rows = list(csv.DictReader(open(path)))
        name = os.path.basename(path)
        times = [row["timestamp"] for row in rows]
        bounds = [(times.index(first[:19]), times.index(last[:19])) for first, last in windows[name]]
        series.append((name, [float(row["value"]) for row in rows], bounds, [row["label"] == "1" for row in rows]))
    return series


def weights(count, bounds):
    """(window, weight) of an alert at each row that counts: its window's number or None."""
    result = {}
    for row in range(min(math.floor(0.15 * count), 750), count):
        inside = next((n for n, (first, last) in enumerate(bounds) if first <= row <= last), None)
        if inside is not None:
            first, last = bounds[inside]
            result[row] = (inside, sigmoid(-(last - row + 1) / (last - first + 1)) / sigmoid(-1))
        else:
            before = [(last, last - first) for first, last in bounds if last < row]
            place = (row - before[-1][0]) / before[-1][1] if before else 3
            result[row] = (None, FALSE_ALERT * sigmoid(place))
    return result


def nab_score(series, scores):
    points, total = [], 0
    for number, ((_, values, bounds, _), score) in enumerate(zip(series, scores)):
        total += len(bounds)
        for row, (window, weight) in weights(len(values), bounds).items():
            points.append((score[row], None if window is None else (number, window), weight))
    points.sort(key=lambda point: -point[0])
    best = current = -total
    hits = {}
    for index, (score, window, weight) in enumerate(points):
        if window is None:
            current += weight
        elif weight > hits.get(window, -1):
            current += weight - hits.get(window, -1)
            hits[window] = weight
        if index + 1 == len(points) or points[index + 1][0] != score:
            best = max(best, current)
    return 100 * (best + total) / (2 * total)


def average_precision(scores, labels):
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    positives, hits, result, last = sum(labels), 0, 0.0, 0
    for place, i in enumerate(order):
        hits += labels[i]
        # Equal scores are one step.
        if place + 1 == len(order) or scores[order[place + 1]] != scores[i]:
            result += (hits - last) / positives * hits / (place + 1)
            last = hits
    return result


def as_alerts(score, start=100, refractory=240):
    """-log of the causal tail rank, one alert in each refractory period: a value inside of one counts only if it is higher."""
    past, result, left, level = [], [], 0, 0.0
    for index, value in enumerate(score):
        rank = 1.0
        if index >= start:
            rank = (1 + len(past) - bisect.bisect_left(past, value)) / (len(past) + 1)
        bisect.insort(past, value)
        strength = -math.log(rank)
        left = max(0, left - 1)
        if left and strength <= level:
            result.append(0.0)
        else:
            result.append(strength)
            # Only what stands out starts a period.
            if strength > math.log(200):
                left, level = refractory, strength
    return result


def run(program, mode, algorithm, values, parameters):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(map(repr, values)) + "\n")
        file.flush()
        done = subprocess.run(
            [program, mode, algorithm, file.name, *parameters], capture_output=True, text=True, check=True)
    seconds = float(done.stderr.split()[0])
    return [float(line.split()[0]) for line in done.stdout.splitlines()], seconds


CASES = [
    ("stream", "ewma", []),
    ("stream", "ewma", ["learning=plain"]),
    ("stream", "half_space_trees", []),
    ("stream", "random_cut_forest", []),
    ("stream", "random_cut_forest", ["shingle=8"]),
    ("stream", "random_cut_forest", ["shingle=32"]),
    ("series", "s_h_esd", []),
    ("series", "s_h_esd", ["level=running"]),
    ("series", "spectral_residual", []),
    ("series", "matrix_profile", []),
    ("series", "matrix_profile", ["window=32"]),
    ("series", "change_points", []),
    ("series", "sliding_windows", ["algorithm=knn"]),
    ("series", "sliding_windows", ["algorithm=isolation_forest"]),
]


def peers():
    """Twins from other libraries, one function of the values to scores for each."""
    import random

    import numpy as np
    import rrcf
    import stumpy
    from river import anomaly

    def forest(values):
        random.seed(0)
        np.random.seed(0)
        trees, scores = [rrcf.RCTree() for _ in range(40)], []
        for index, value in enumerate(values):
            total = 0
            for tree in trees:
                if len(tree.leaves) > 256:
                    tree.forget_point(index - 256)
                tree.insert_point(np.array([value]), index=index)
                total += tree.codisp(index)
            scores.append(total / 40)
        return scores

    def halves(values):
        start = values[:250]
        low, width = min(start), (max(start) - min(start)) or 1
        trees, scores = anomaly.HalfSpaceTrees(n_trees=25, height=15, window_size=250, seed=0), []
        for value in values:
            point = {"x": min(max((value - low) / width, 0), 1)}
            scores.append(trees.score_one(point))
            trees.learn_one(point)
        return scores

    def profile(values):
        distances = stumpy.stump(np.array(values), 32)[:, 0].astype(float)
        return [float(np.mean(distances[max(0, i - 31) : i + 1])) for i in range(len(values))]

    return [("rrcf 40 × 256", forest), ("river half-space trees", halves), ("stumpy, window 32", profile)]


def main():
    import time

    assert abs(sigmoid(-1) - 0.98661) < 1e-5 and abs(sigmoid(-0.5) - 0.84828) < 1e-5 and sigmoid(0) == 0
    limits = [int(argument.split("=")[1]) for argument in sys.argv if argument.startswith("--rows-max=")]
    # rrcf takes 17 ms a point: with the peers, short series only.
    series = [one for one in load(sys.argv[1]) if len(one[1]) <= min(limits, default=10**9)]
    rows = []
    sides = [
        (f"{algorithm} {' '.join(parameters)}".strip(), lambda v, c=(mode, algorithm, parameters): run(sys.argv[2], *c[:2], v, c[2]))
        for mode, algorithm, parameters in CASES
    ]
    if "--peers" in sys.argv:
        for name, score in peers():
            def timed(values, score=score):
                start = time.process_time()
                result = score(values)
                return result, time.process_time() - start
            sides.append((name, timed))
    print("| detector | AP mean | NAB, scores | NAB, tail rank and refractory period | µs a point |\n|---|---|---|---|---|")
    for name, score in sides:
        scores, seconds = zip(*(score(values) for _, values, _, _ in series))
        precision = [average_precision(s, labels) for s, (_, _, _, labels) in zip(scores, series) if any(labels)]
        cost = sum(seconds) / sum(len(s) for s in scores) * 1e6
        print(
            f"| {name} | {sum(precision) / len(precision):.3f} | {nab_score(series, scores):.1f} | "
            f"{nab_score(series, [as_alerts(s) for s in scores]):.1f} | {cost:.1f} |", flush=True)


if __name__ == "__main__":
    main()
