"""Compares a table with its exports, each read by Python's own modules.

    export_equal.py ORIGINAL.csv EXPORT.csv EXPORT.jsonl

The columns are id (integer), value (number), flag (boolean), at (time), note (text). In the original a note that stands in
quotes is text, even if it is empty; one without is missing.
"""

import csv
import json
import math
import sys

NAMES = ["id", "value", "flag", "at", "note"]


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        records = list(csv.reader(file, strict=True))
    assert records[0] == NAMES, records[0]
    return records[1:]


def bare(path):
    """Which records of the original end with a bare, empty note."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    # Records end with CRLF outside quotes: count the quotes before it.
    found = []
    start = 0
    for index in range(len(text) - 1):
        if text[index : index + 2] == "\r\n" and text.count('"', start, index) % 2 == 0:
            found.append(text[index - 1] == ",")
            start = index + 2
    return found[1:]


def same(a, b):
    return a == b if a is None or b is None else a == b and math.copysign(1, a) == math.copysign(1, b)


def main(original, exported_csv, exported_jsonl):
    first, again = rows(original), rows(exported_csv)
    missing = bare(original)
    with open(exported_jsonl, encoding="utf-8") as file:
        objects = [json.loads(line) for line in file]
    assert len(first) == len(again) == len(objects) == len(missing), (len(first), len(again), len(objects), len(missing))
    for number, (row, out, record, is_missing) in enumerate(zip(first, again, objects, missing)):
        place = f"row {number}: {row} {out} {record}"
        assert list(record) == NAMES, place
        value = float(row[1]) if row[1] else None
        assert int(out[0]) == int(row[0]) == record["id"] and isinstance(record["id"], int), place
        assert same(float(out[1]) if out[1] else None, value) and same(record["value"], value), place
        assert (out[2] == "true") == (row[2] == "true") == record["flag"], place
        assert out[3] == row[3] == record["at"], place
        assert out[4] == row[4], place
        assert record["note"] == (None if is_missing else row[4]), place
    print(len(first), "rows are equal")


main(*sys.argv[1:])
