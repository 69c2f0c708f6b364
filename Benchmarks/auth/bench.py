"""Tokens against bare OpenSSL, side by side in one run. Called by scripts/bench.sh."""

import argparse
import re
import statistics
import subprocess

ROUNDS = 5


def ours(program, case):
    """Counts a second, by name."""
    output = subprocess.run(["taskset", "-c", "0", program, case], check=True, capture_output=True, text=True).stdout
    return {name: int(count) for name, count in (line.split("\t") for line in output.splitlines())}


def openssl():
    output = subprocess.run(
        ["taskset", "-c", "0", "openssl", "speed", "-seconds", "2", "ed25519"], check=True, capture_output=True,
        text=True).stdout
    sign, verify = re.search(r"Ed25519\)?\s.*?([\d.]+)\s+([\d.]+)\s*$", output, re.MULTILINE).groups()
    return {"openssl sign": float(sign), "openssl verify": float(verify)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    options = parser.parse_args()
    rounds = {}
    # The sides alternate, so that a noisy machine disturbs both.
    for _ in range(ROUNDS):
        for figures in (openssl(), ours(options.program, "verify"), ours(options.program, "cached"),
                        ours(options.program, "hash")):
            for name, count in figures.items():
                rounds.setdefault(name, []).append(count)
    print("| what | a second, median (range) | ns each |\n|---|---|---|")
    for name, counts in rounds.items():
        middle = statistics.median(counts)
        print(f"| {name} | {middle:,.0f} ({min(counts):,.0f} to {max(counts):,.0f}) | {1e9 / middle:,.0f} |")
    ratios = [ours / theirs for ours, theirs in zip(rounds["verify"], rounds["openssl verify"])]
    print(f"\nverify / openssl verify: {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})")
    bare, whole = (statistics.median(rounds[name]) for name in ("context", "context and interceptor"))
    print(f"interceptor: {1e9 / whole - 1e9 / bare:,.0f} ns a call")


if __name__ == "__main__":
    main()
