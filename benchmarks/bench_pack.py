#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""mtscomp-pack at each level, with verification, compared with Python mtscomp
without its check.

usage: bench_pack.py BUILD N_CHANNELS SAMPLE_RATE RAW...

BUILD is a build directory of a release build with -Dbenchmarks=true; each RAW
contains int16 samples.  All programs use all cores.  Each round runs each
program once; the tables show medians of the rounds.  If MTSCOMP_DIRECTORY is
set, it is the directory with mtscomp.py; otherwise mtscomp is not measured.

A second table shows the time of each step on one core, from memory to memory
(bench_encode).
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from competitors import is_mtscomp_available
from machine import describe_run
from tables import table

ROUNDS = 3
LEVELS = ("fast", "balanced", "dense", "zlib6")
MTSCOMP = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import mtscomp
raw, out, n_channels, rate = sys.argv[1:]
mtscomp.compress(raw, out, out[:-4] + 'ch', sample_rate=float(rate),
                 n_channels=int(n_channels), dtype='int16',
                 check_after_compress=False, quiet=True)
"""


@dataclass
class Packing:
    """One program at one level: seconds of each round, bytes."""
    raw_size: int
    cbin_size: int = 0
    seconds: list = field(default_factory=list)

    @property
    def mbps(self):
        return self.raw_size / statistics.median(self.seconds) / 1e6

    @property
    def ratio(self):
        return self.raw_size / self.cbin_size


def command_of(name, build, raw, cbin, n_channels, rate):
    if name == "mtscomp":
        return ["/usr/bin/python3", "-c", MTSCOMP,
                os.environ["MTSCOMP_DIRECTORY"], raw, cbin, n_channels, rate]
    return [build / "src/programs/mtscomp-pack", raw, cbin, "-n", n_channels,
            "-s", rate, "-d", "int16", "--level", name, "-q", "--overwrite"]


def measure_packing(build, raw, n_channels, rate, rounds=ROUNDS):
    """A Packing for each level, and for "mtscomp" if it is available."""
    names = (("mtscomp",) if is_mtscomp_available() else ()) + LEVELS
    size = raw.stat().st_size
    packings = defaultdict(lambda: Packing(size))
    for _ in range(rounds):
        for name in names:
            with tempfile.TemporaryDirectory() as directory:
                cbin = Path(directory, "x.cbin")
                command = command_of(name, build, raw, cbin, n_channels, rate)
                start = time.monotonic()
                subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
                packings[name].seconds.append(time.monotonic() - start)
                packings[name].cbin_size = cbin.stat().st_size
    return dict(packings)


def packing_table(packings):
    def cells(name, packing):
        theirs = packings.get("mtscomp")
        return [name if name == "mtscomp" else f"--level {name}",
                f"{packing.mbps:.1f}", f"{packing.ratio:.3f}",
                *([f"{packing.mbps / theirs.mbps:.1f}",
                   f"{packing.cbin_size / theirs.cbin_size:.3f}"]
                  if theirs else [])]
    titles = ["level", "MB/s", "ratio"]
    if "mtscomp" in packings:
        titles += ["times as fast", "size / mtscomp's"]
    return table(titles, [cells(*item) for item in packings.items()])


def time_reading(raw):
    """Seconds for 1 GB that is in the page cache."""
    buffer = bytearray(1 << 23)
    start = time.monotonic()
    size = 0
    with open(raw, "rb", buffering=0) as file:
        while n_bytes := file.readinto(buffer):
            size += n_bytes
    return (time.monotonic() - start) / size * 1e9


def step_times(build, raw, n_channels):
    """Seconds of one core for 1 GB, by step."""
    command = [build / "benchmarks/bench_encode", "--benchmark_format=json",
               "--benchmark_filter=sha1|(encode_fast|deflate_fast|verify)/time_F"]
    output = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "MTSCOMP_BENCH_FILE": str(raw),
             "MTSCOMP_BENCH_CHANNELS": n_channels}).stdout
    benchmarks = json.loads(output)["benchmarks"]
    taken = {benchmark["name"].split("/")[0]: 1e9 / benchmark["bytes_per_second"]
             for benchmark in benchmarks}
    ratio = next(b["ratio"] for b in benchmarks if "ratio" in b)
    return {"read": time_reading(raw),
            "difference and order": taken["encode_fast"] - taken["deflate_fast"],
            "deflate": taken["deflate_fast"],
            "verify": taken["verify"],
            "SHA-1 of samples": taken["sha1"],
            "SHA-1 of .cbin": taken["sha1"] / ratio}


def steps_table(steps):
    return table(["step at --level fast", "seconds of one core for 1 GB"],
                 [[name, f"{seconds:.2f}"] for name, seconds in steps.items()])


def main():
    if len(sys.argv) < 5:
        raise SystemExit(__doc__)
    build = Path(sys.argv[1]).resolve()
    n_channels, rate = sys.argv[2:4]
    print(describe_run())
    for raw in map(Path, sys.argv[4:]):
        packings = measure_packing(build, raw, n_channels, rate)
        print(f"\n{raw.name}\n\n{packing_table(packings)}\n")
        print(steps_table(step_times(build, raw, n_channels)))


if __name__ == "__main__":
    main()
