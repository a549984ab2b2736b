#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Adds up the output of damage_matrix for all pairs.

usage: sum_matrix.py LOG...

Prints the outcomes of damage by its place, each flip that Adler-32 misses, and
how often each key of a header with a changed value gave wrong bytes.
"""

import collections
import re
import sys

ROW = re.compile(r"  (.{22}) (.{11})((?:  \d+ \D[^\n]*?)+)")
OUTCOME = re.compile(r"  (\d+) (.+?)(?=  \d|$)")
BLIND = re.compile(r"  Adler-32 does not see (.+)")
LIE = re.compile(r"  a header that lies: byte \d+ [^:]*: (.+)")


def read_logs(paths):
    """Returns counts by (place, change, outcome), missed flips, and lies."""
    counts = collections.Counter()
    blind = []
    lies = collections.Counter()
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as log:
            for line in log.read().splitlines():
                if row := ROW.fullmatch(line):
                    place, change, rest = row.groups()
                    for count, outcome in OUTCOME.findall(rest):
                        counts[place.strip(), change.strip(), outcome] += int(count)
                elif found := BLIND.fullmatch(line):
                    blind.append(found.group(1))
                elif found := LIE.fullmatch(line):
                    lies[found.group(1)] += 1
    return counts, blind, lies


def main():
    counts, blind, lies = read_logs(sys.argv[1:])
    if not counts:
        sys.exit(f"{sys.argv[0]}: no result in {' '.join(sys.argv[1:])}")
    for (place, change, outcome), count in sorted(counts.items()):
        print(f"{count:>12,}  {place}, {change}: {outcome}")
    print(f"{sum(counts.values()):>12,}  chunks and headers in all")
    print(f"{len(blind):>12,}  flips that Adler-32 does not see")
    for flip in blind:
        print(f"{'':14}{flip}")
    print(f"{sum(lies.values()):>12,}  headers that lie")
    for lie, count in sorted(lies.items()):
        print(f"{count:>12,}  {lie}")


if __name__ == "__main__":
    main()
