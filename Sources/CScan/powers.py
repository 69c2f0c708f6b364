#!/usr/bin/env python3
"""Writes powers.h: the upper 128 bits of 5^q, as Lemire's "Number parsing at a gigabyte per second" wants them."""

LOW, HIGH = -342, 308


def power(q):
    if q >= 0:
        value = 5**q
    else:
        divisor = 5**-q
        bits = (divisor - 1).bit_length()
        value = 2 ** (bits + 127 if q >= -27 else 2 * bits + 128) // divisor + 1
    shift = value.bit_length() - 128
    return value >> shift if shift >= 0 else value << -shift


print("/* Made by powers.py: the upper 128 bits of 5^q, those of 1/5^-q rounded up. */")
print("#pragma once\n\n#include <stdint.h>\n")
print(f"#define CSCAN_POWER_MIN ({LOW})\n#define CSCAN_POWER_MAX {HIGH}\n")
print(f"static const uint64_t cscan_powers[{HIGH - LOW + 1}][2] = {{")
for q in range(LOW, HIGH + 1):
    value = power(q)
    print(f"    {{0x{value >> 64:016x}, 0x{value & (1 << 64) - 1:016x}}},")
print("};")
