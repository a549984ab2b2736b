#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Random and sequential reads of a segmented recording through a mount, beside
the same recording without segments, in the same rounds.

usage: bench_segments.py BUILD PLAIN.cbin SEGMENTED.cbin [ROUNDS]

BUILD is a build directory of a release build with -Dbenchmarks=true.  Every
read is from a new mount, with the .cbin in memory.  The last lines compare the
cold random read with the time in which all cores decode one chunk
(bench_segments).
"""
import os
import statistics
import subprocess
import sys
from pathlib import Path

from machine import describe_run
from mount_daemon import MountDaemon
from patterns import PATTERNS, readrandom, readseq
from readers import read
from tables import table
from workspace import WarmPair

PHY = PATTERNS["phy"].run


def latencies_ms(reading, name):
    return [seconds * 1e3 for seconds in reading.latencies[name]]


def measure(program, pair, seed, results):
    for name, pattern in (("readrandom", readrandom), ("phy", PHY),
                          ("readseq", readseq)):
        with MountDaemon(program, pair.cbin.parent) as daemon:
            path = os.path.join(daemon.mount_point, pair.raw_name)
            reading = read(pattern, path, pair, seed=seed)
        if name == "readrandom":
            results["readrandom"] += latencies_ms(reading, "read")
        elif name == "phy":
            results["phy"] += latencies_ms(reading, "first visit")
        else:
            results["readseq"].append(reading.mbps)


def chunk_ms(build, pair):
    """Milliseconds for one chunk on all cores."""
    output = subprocess.run(
        [build / "benchmarks/bench_segments", pair.cbin, pair.header],
        check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in output.splitlines()]
    return float([line for line in lines if line[0] == "CHUNK_MS"][-1][2])


def main():
    if len(sys.argv) not in (4, 5):
        raise SystemExit(__doc__)
    build = Path(sys.argv[1]).resolve()
    n_rounds = int(sys.argv[4]) if len(sys.argv) == 5 else 5
    program = build / "src/programs/mtscompfs"
    print(describe_run())
    names = ("readrandom", "phy", "readseq")
    results = [{name: [] for name in names} for _ in range(2)]
    decode = []
    with WarmPair(sys.argv[2]) as plain, WarmPair(sys.argv[3]) as segmented:
        for i in range(n_rounds):
            for pair, result in zip((plain, segmented), results):
                measure(program, pair, i, result)
            decode.append(chunk_ms(build, segmented))
    medians = [{name: statistics.median(values)
                for name, values in result.items()} for result in results]
    rows = [[name, unit, f"{medians[0][name]:.2f}", f"{medians[1][name]:.2f}",
             f"{medians[1][name] / medians[0][name]:.3f}"]
            for name, unit in (("readrandom", "ms"), ("phy", "ms"),
                               ("readseq", "MB/s"))]
    print(table(["pattern", "unit", "whole", "segmented", "ratio"], rows))
    bound = 1.15 * statistics.median(decode) + 2
    print(f"one chunk on all cores: {statistics.median(decode):.2f} ms; "
          f"readrandom {medians[1]['readrandom']:.2f} ms, goal {bound:.2f} ms")


if __name__ == "__main__":
    main()
