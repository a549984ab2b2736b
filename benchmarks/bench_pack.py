#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""mtscomp-pack with verification on against Python mtscomp with its check off.

usage: MTSCOMP_DIRECTORY=DIR bench_pack.py BUILD N_CHANNELS SAMPLE_RATE RAW...

DIR holds mtscomp.py, BUILD the built programs, RAW are int16 recordings.  Both
use all cores.  The two are timed in turn, ROUNDS times, and the median of each
is printed, with sizes and the ratio of the speeds.  A second table says where
the time goes: what each step takes of one core, from memory to memory
(bench_encode).
"""
import json
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


def step_times(build, raw, n_channels):
    """Seconds of one core for a gigabyte, by step."""
    command = [build / "benchmarks/bench_encode", "--benchmark_format=json",
               "--benchmark_filter=sha1|(encode_fast|deflate_fast|verify)/time_F"]
    output = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "MTSCOMP_BENCH_FILE": str(raw),
             "MTSCOMP_BENCH_CHANNELS": n_channels}).stdout
    speeds = {benchmark["name"].split("/")[0]: benchmark["bytes_per_second"]
              for benchmark in json.loads(output)["benchmarks"]}
    taken = {name: 1e9 / speed for name, speed in speeds.items()}
    ratio = next(benchmark["ratio"] for benchmark
                 in json.loads(output)["benchmarks"] if "ratio" in benchmark)
    return {"read": time_reading(raw),
            "difference and order": taken["encode_fast"] - taken["deflate_fast"],
            "deflate": taken["deflate_fast"],
            "verify": taken["verify"],
            "SHA-1 of samples": taken["sha1"],
            "SHA-1 of .cbin": taken["sha1"] / ratio}


def time_reading(raw):
    """Seconds for a gigabyte that is in the page cache."""
    buffer = bytearray(1 << 23)
    start = time.monotonic()
    size = 0
    with open(raw, "rb", buffering=0) as file:
        while n_bytes := file.readinto(buffer):
            size += n_bytes
    return (time.monotonic() - start) / size * 1e9


def print_steps(build, raws, n_channels):
    steps = {raw.name: step_times(build, raw, n_channels) for raw in raws}
    names = next(iter(steps.values()))
    print("\n| seconds of one core for 1 GB |", " | ".join(names), "|")
    print("|---" * (len(names) + 1) + "|")
    for name, taken in steps.items():
        print(f"| {name} |", " | ".join(f"{s:.2f}" for s in taken.values()), "|")


def main():
    build = Path(sys.argv[1]).resolve()
    pack = build / "src/programs/mtscomp-pack"
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
    print_steps(build, list(map(Path, sys.argv[4:])), n_channels)


if __name__ == "__main__":
    main()
