#!/usr/bin/env python3
"""Makes profile_golden.json: what NumPy and SciPy say of the columns that ProfileGoldenTests profiles.

Run it where numpy and scipy are installed: python3 Tests/DatasetTests/Fixtures/profile_golden.py
The columns are made of SplitMix64 words and exact operations, so the tests make the same ones.

With a folder and a file it says the same of all CSV files below the folder, for ProfileDataTests:
    python3 Tests/DatasetTests/Fixtures/profile_golden.py FOLDER /tmp/golden.json
    PROFILE_GOLDEN=/tmp/golden.json make test FILTER=ProfileDataTests
"""
import csv
import gzip
import json
import pathlib
import sys

import numpy
import scipy.stats

HERE = pathlib.Path(__file__).parent
PROBABILITIES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
MASK = (1 << 64) - 1


def uniform(seed, count):
    """Numbers from 0 to 1, of 53 bits each."""
    values = []
    state = seed
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        values.append(((z ^ (z >> 31)) >> 11) * 2.0**-53)
    return numpy.array(values)


def describe(values):
    if values.min() == values.max():
        return {"count": len(values), "minimum": float(values[0]), "maximum": float(values[0])}
    # Statistics do not change their meaning with the scale: a power of two keeps every digit and avoids overflow.
    scale = 2.0 ** -int(numpy.floor(numpy.log2(numpy.max(numpy.abs(values)))))
    scaled = (values * scale).astype(numpy.longdouble)
    deviations = scaled - scaled.mean()
    moment = [float((deviations**power).mean()) for power in range(5)]
    low, high = float(scaled.min()), float(scaled.max())
    return {
        "count": len(values),
        "minimum": float(values.min()),
        "maximum": float(values.max()),
        "mean": float(scaled.mean()) / scale,
        "standard_deviation": float(numpy.sqrt((deviations**2).sum() / (len(values) - 1))) / scale,
        "skewness": moment[3] / moment[2] ** 1.5,
        "kurtosis": moment[4] / moment[2] ** 2 - 3,
        "quantiles": [float(q) / scale for q in numpy.quantile(values * scale, PROBABILITIES)],
        "histogram": numpy.histogram(values * scale, bins=32, range=(low, high))[0].tolist(),
        "distinct": len(set(values.tolist())),
    }


def generated():
    count = 20_000
    columns = {
        "uniform": uniform(1, count),
        "offset 1e9": 1e9 + uniform(2, count),
        "offset -1e12": -1e12 + 1000 * uniform(3, count),
        "heavy tail": 1 / (uniform(4, count) ** 2 + 1e-9),
        "huge": uniform(5, count) * 2.0**1000,
        "tiny": uniform(6, count) * 2.0**-1000,
        "steps": numpy.floor(uniform(7, count) * 100),
    }
    mixed = uniform(8, count)
    columns["tied"] = columns["uniform"] * 3 + mixed
    return columns


def table():
    with open(HERE.parents[2] / "examples" / "breast-cancer.csv") as file:
        rows = list(csv.reader(file))
    return {
        name: numpy.array([float(row[index]) for row in rows[1:]])
        for index, name in enumerate(rows[0])
        if name != "sample"
    }


def main():
    golden = {}
    for name, columns in {"generated": generated(), "breast-cancer": table()}.items():
        matrix = numpy.corrcoef([values * 2.0 ** -numpy.floor(numpy.log2(numpy.abs(values).max())) for values in columns.values()])
        names = list(columns)
        golden[name] = {
            "columns": {column: describe(values) for column, values in columns.items()},
            "correlations": [
                [names[a], names[b], float(matrix[a, b])]
                for a in range(len(names))
                for b in range(a + 1, len(names))
                if abs(matrix[a, b]) >= 0.5
            ],
        }
    # A check of the check: SciPy's own words for the same.
    for columns in (table(),):
        for column, values in columns.items():
            facts = golden["breast-cancer"]["columns"][column]
            assert numpy.isclose(facts["skewness"], scipy.stats.skew(values), rtol=1e-9), column
            assert numpy.isclose(facts["kurtosis"], scipy.stats.kurtosis(values), rtol=1e-9, atol=1e-12), column
            assert numpy.isclose(facts["standard_deviation"], values.std(ddof=1)), column
    with open(HERE / "profile_golden.json", "w") as file:
        json.dump(golden, file, indent=1)
        file.write("\n")


def read(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt") as file:
        rows = list(csv.reader(file))
    columns = {}
    for index, name in enumerate(rows[0]):
        try:
            columns[name] = numpy.array([float(row[index]) for row in rows[1:]])
        except ValueError:
            continue  # Times and texts.
    return columns


def main_of_data(folder, target):
    sets = []
    for path in sorted(pathlib.Path(folder).rglob("*.csv*")):
        columns = read(path)
        varying = {name: values for name, values in columns.items() if values.min() != values.max()}
        matrix = numpy.corrcoef(list(varying.values())).reshape(len(varying), len(varying))
        names = list(varying)
        facts = {name: describe(values) for name, values in columns.items()}
        for name, values in varying.items():
            # The committed values' own formulas are held to SciPy's here as well.
            assert numpy.isclose(facts[name]["skewness"], scipy.stats.skew(values), rtol=1e-6, atol=1e-9), (path, name)
            assert numpy.isclose(facts[name]["kurtosis"], scipy.stats.kurtosis(values), rtol=1e-6, atol=1e-9), (path, name)
        sets.append(
            {
                "path": str(path),
                "columns": facts,
                "correlations": [
                    [names[a], names[b], float(matrix[a, b])] for a in range(len(names)) for b in range(a + 1, len(names))
                ],
            }
        )
    with open(target, "w") as file:
        json.dump(sets, file)


if len(sys.argv) > 2:
    main_of_data(sys.argv[1], sys.argv[2])
else:
    main()
