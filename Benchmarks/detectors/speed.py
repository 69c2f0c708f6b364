#!/usr/bin/env python3
"""CPU seconds and memory of every algorithm beside the fastest peers, one thread each, rounds of all sides alternating in one run.

    .build-bench/detectors/bin/python Benchmarks/detectors/speed.py --program .build-release/release/BenchmarkDetectors
        [--sizes 10000x10,100000x10,100000x30] [--algorithms isolation_forest,knn] [--rounds 3] [--limit 120]

Data: a mixture of ten Gaussian clusters with 1 % of uniform rows (numpy, seed 1). Each side is a process of its own that has the table in memory,
fits it and scores the same rows; the figures are medians. Memory is the peak above what the process had before the fit, with its table. A side
that takes longer than --limit seconds at one size is left out at larger ones.
Wants numpy, scikit-learn, pyod, coniferest, isotree, faiss-cpu.
"""
import argparse
import ctypes
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
os.environ.update({name: "1" for name in THREADS})
import numpy  # noqa: E402

# name here: (options, peers)
ALGORITHMS = {
    "isolation_forest": ([], ["coniferest", "isotree", "sklearn_iforest"]),
    "extended_isolation_forest": ([], ["isotree_eif"]),
    "ecod": ([], ["pyod_ecod"]),
    "copod": ([], ["pyod_copod"]),
    "hbos": ([], ["pyod_hbos"]),
    "knn": (["--leave-out"], ["sklearn_knn_tree", "sklearn_knn_brute", "faiss_knn"]),
    "lof": (["--leave-out"], ["sklearn_lof"]),
    "pca": ([], ["pyod_pca", "sklearn_pca"]),
    "mcd": ([], ["sklearn_mcd"]),
    "gmm": ([], ["sklearn_gmm"]),
    "inne": ([], ["pyod_inne"]),
    "cblof": ([], ["pyod_cblof"]),
    "loda": ([], ["pyod_loda"]),
    "abod": (["--leave-out"], ["pyod_abod"]),
    "ocsvm": ([], ["sklearn_ocsvm"]),
    "robust_z": ([], []),
}


def pyod(module, name, **options):
    def make(table):
        detector = getattr(__import__(f"pyod.models.{module}", fromlist=[name]), name)(**options)
        return lambda: detector.fit(table), lambda: detector.decision_function(table)
    return make


def peer_iforest(table):
    from sklearn.ensemble import IsolationForest
    model = IsolationForest(n_estimators=100, max_samples=256, n_jobs=1, random_state=0)
    return lambda: model.fit(table), lambda: model.score_samples(table)


def peer_coniferest(table):
    from coniferest.isoforest import IsolationForest
    model = IsolationForest(n_trees=100, n_subsamples=256, random_seed=0, n_jobs=1)
    return lambda: model.fit(table), lambda: model.score_samples(table)


def peer_isotree(**options):
    def make(table):
        from isotree import IsolationForest
        model = IsolationForest(ntrees=100, sample_size=256, nthreads=1, random_seed=0, **options)
        return lambda: model.fit(table), lambda: model.predict(table)
    return make


def peer_sklearn_neighbours(algorithm):
    def make(table):
        from sklearn.neighbors import NearestNeighbors
        model = NearestNeighbors(n_neighbors=5, algorithm=algorithm, n_jobs=1)
        return lambda: model.fit(table), lambda: model.kneighbors()[0][:, -1]
    return make


def peer_faiss(table):
    import faiss
    faiss.omp_set_num_threads(1)
    rows = numpy.ascontiguousarray(table, dtype=numpy.float32)
    index = faiss.IndexFlatL2(rows.shape[1])
    return lambda: index.add(rows), lambda: index.search(rows, 6)[0][:, -1]


def peer_lof(table):
    from sklearn.neighbors import LocalOutlierFactor
    model = LocalOutlierFactor(n_neighbors=20, n_jobs=1)
    return lambda: model.fit(table), lambda: -model.negative_outlier_factor_


def peer_pca(table):
    from sklearn.decomposition import PCA
    model = PCA(whiten=True)
    return lambda: model.fit(table), lambda: (model.transform(table) ** 2).sum(axis=1)


def peer_mcd(table):
    from sklearn.covariance import MinCovDet
    model = MinCovDet(random_state=0)
    return lambda: model.fit(table), lambda: model.mahalanobis(table)


def peer_gmm(table):
    from sklearn.mixture import GaussianMixture
    model = GaussianMixture(n_components=1, random_state=0)
    return lambda: model.fit(table), lambda: -model.score_samples(table)


def peer_ocsvm(table):
    from sklearn.svm import OneClassSVM
    model = OneClassSVM(gamma="auto", nu=0.5)
    return lambda: model.fit(table), lambda: -model.score_samples(table)


PEERS = {
    "coniferest": peer_coniferest,
    "isotree": peer_isotree(),
    "isotree_eif": peer_isotree(ndim=2),
    "sklearn_iforest": peer_iforest,
    "pyod_ecod": pyod("ecod", "ECOD"),
    "pyod_copod": pyod("copod", "COPOD"),
    "pyod_hbos": pyod("hbos", "HBOS"),
    "pyod_pca": pyod("pca", "PCA"),
    "pyod_inne": pyod("inne", "INNE"),
    "pyod_cblof": pyod("cblof", "CBLOF"),
    "pyod_loda": pyod("loda", "LODA"),
    "pyod_abod": pyod("abod", "ABOD", n_neighbors=5),
    "sklearn_knn_tree": peer_sklearn_neighbours("kd_tree"),
    "sklearn_knn_brute": peer_sklearn_neighbours("brute"),
    "faiss_knn": peer_faiss,
    "sklearn_lof": peer_lof,
    "sklearn_pca": peer_pca,
    "sklearn_mcd": peer_mcd,
    "sklearn_gmm": peer_gmm,
    "sklearn_ocsvm": peer_ocsvm,
}


def resident_mebibytes(field):
    """VmRSS, or its peak VmHWM. (getrusage's peak is that of the process that started this one, where that was larger.)"""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(field + ":")) / 1024


def forget_peak():
    """From here on, the peak is that of what comes; and what was freed is given back first."""
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def run_peer(name, path, rows, columns):
    """In a process of its own: prints its figures."""
    table = numpy.fromfile(path).reshape(columns, rows).T
    if name not in ("pyod_ecod", "pyod_copod", "pyod_hbos"):
        table = numpy.ascontiguousarray(table)
    # Imports and compiles; numba compiles anew for another layout of the table.
    for step in PEERS[name](numpy.array(table[:1000], order="A" if table.flags.c_contiguous else "F")):
        step()
    fit, score = PEERS[name](table)
    forget_peak()
    before = resident_mebibytes("VmRSS")
    start = time.process_time()
    fit()
    fitted = time.process_time()
    score()
    print(json.dumps({
        "fit": fitted - start, "score": time.process_time() - fitted,
        "peak_mib": resident_mebibytes("VmHWM") - before}))


def measured(command, limit):
    try:
        result = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        print(error.stderr[-300:], file=sys.stderr)
        return None
    return json.loads(result.stdout.splitlines()[-1])


def clusters(rows, columns):
    random = numpy.random.default_rng(1)
    centres = random.uniform(-5, 5, (10, columns))
    table = centres[random.integers(0, 10, rows)] + random.standard_normal((rows, columns))
    strange = random.random(rows) < 0.01
    table[strange] = random.uniform(-8, 8, (strange.sum(), columns))
    return table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program")
    parser.add_argument("--sizes", default="10000x10,100000x10,100000x30")
    parser.add_argument("--algorithms")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--peer", nargs=4, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        name, path, rows, columns = arguments.peer
        return run_peer(name, path, int(rows), int(columns))
    names = arguments.algorithms.split(",") if arguments.algorithms else list(ALGORITHMS)
    known = json.loads(subprocess.run([arguments.program, "--list"], check=True, capture_output=True).stdout)
    slow = set()
    print("| rows x columns | algorithm | side | fit s | score s | sum s | times | peak MiB |\n|---|---|---|---|---|---|---|---|")
    for size in arguments.sizes.split(","):
        rows, columns = map(int, size.split("x"))
        with tempfile.NamedTemporaryFile() as data:
            data.write(clusters(rows, columns).tobytes("F"))
            data.flush()
            for name in names:
                if name not in known:
                    continue
                options, peers = ALGORITHMS[name]
                sides = {"pynomaly": [
                    arguments.program, "--data", data.name, "--rows", str(rows), "--columns", str(columns),
                    "--algorithm", name, *options]}
                sides |= {peer: [sys.executable, __file__, "--peer", peer, data.name, str(rows), str(columns)]
                          for peer in peers}
                table(size, name, sides, slow, arguments)


def table(size, name, sides, slow, arguments):
    figures = {side: [] for side in sides}
    for _ in range(arguments.rounds):
        for side, command in sides.items():
            if (name, side) in slow:
                continue
            result = measured(command, arguments.limit)
            if result:
                figures[side].append(result)
            else:
                slow.add((name, side))
    own = None
    for side, results in figures.items():
        if not results:
            print(f"| {size} | {name} | {side} | | | over {arguments.limit:.0f} | | |")
            continue
        fit, score, peak = (statistics.median(result[key] for result in results) for key in ("fit", "score", "peak_mib"))
        own = own or fit + score
        print(f"| {size} | {name} | {side} | {fit:.3f} | {score:.3f} | {fit + score:.3f} | {(fit + score) / own:.1f} | {peak:.0f} |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
