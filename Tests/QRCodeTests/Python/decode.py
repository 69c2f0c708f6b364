"""Reads a QR code with an independent decoder: our SVG or our half blocks on standard input, the text on standard
output."""

import re
import sys

import zxingcpp

SCALE = 4


def from_svg(text):
    side = int(re.search(r'viewBox="0 0 (\d+) ', text).group(1))
    rows = [bytearray(b"\xff" * side) for _ in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\d+z", text):
        rows[int(y)][int(x) : int(x) + int(width)] = b"\x00" * int(width)
    return rows


def from_blocks(text):
    rows = []
    for line in text.rstrip("\n").split("\n"):
        rows.append(bytearray(255 if character in "█▀" else 0 for character in line))
        rows.append(bytearray(255 if character in "█▄" else 0 for character in line))
    return rows


def enlarged(rows):
    wide = [bytes(pixel for pixel in row for _ in range(SCALE)) for row in rows]
    pixels = b"".join(row * SCALE for row in wide)
    return memoryview(pixels).cast("B", (len(rows) * SCALE, len(rows[0]) * SCALE))


source = sys.stdin.read()
rows = from_svg(source) if source.startswith("<svg") else from_blocks(source)
print(zxingcpp.read_barcodes(enlarged(rows))[0].text)
