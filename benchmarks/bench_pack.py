#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""mtscomp-pack with its proof on against Python mtscomp with its check off.

usage: MTSCOMP_DIRECTORY=DIR bench_pack.py BUILD N_CHANNELS SAMPLE_RATE RAW...

DIR holds mtscomp.py, BUILD the built programs, RAW are int16 recordings.  Both
use all cores.  The two are timed in turn, ROUNDS times, and the median of each
is printed, with sizes and the ratio of the speeds.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
MTSCOMP = """
import sys, mtscomp
raw, out, n_channels, rate = sys.argv[1:]
mtscomp.compress(raw, out, out[:-4] + 'ch', sample_rate=float(rate),
                 n_channels=int(n_channels), dtype='int16',
                 check_after_compress=False, quiet=True)
"""


def timed(command):
    start = time.monotonic()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL,
                   env={**os.environ,
                        "PYTHONPATH": os.environ["MTSCOMP_DIRECTORY"]})
    return time.monotonic() - start


def main():
    pack = Path(sys.argv[1]).resolve() / "src/programs/mtscomp-pack"
    n_channels, rate = sys.argv[2:4]
    print("| recording | mtscomp MB/s | ratio | mtscomp-pack MB/s | ratio "
          "| times as fast | size |")
    print("|---|---|---|---|---|---|---|")
    for raw in map(Path, sys.argv[4:]):
        with tempfile.TemporaryDirectory() as directory:
            ours, theirs = Path(directory, "o.cbin"), Path(directory, "t.cbin")
            times = {ours: [], theirs: []}
            for _ in range(ROUNDS):
                times[theirs].append(timed(
                    ["/usr/bin/python3", "-c", MTSCOMP, raw, theirs,
                     n_channels, rate]))
                times[ours].append(timed(
                    [pack, raw, ours, "-n", n_channels, "-s", rate,
                     "-d", "int16", "-q", "--overwrite"]))
            size = raw.stat().st_size
            seconds = {path: statistics.median(t) for path, t in times.items()}
            packed = {path: path.stat().st_size for path in times}
            print(f"| {raw.name} | {size / seconds[theirs] / 1e6:.1f} "
                  f"| {size / packed[theirs]:.3f} "
                  f"| {size / seconds[ours] / 1e6:.1f} "
                  f"| {size / packed[ours]:.3f} "
                  f"| {seconds[theirs] / seconds[ours]:.1f} "
                  f"| {packed[ours] / packed[theirs]:.3f} |")


if __name__ == "__main__":
    main()
