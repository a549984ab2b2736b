#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The best value of the kernel's readahead for a mount: one table with a row
for each value of -o readahead.

T is the speed of a daemon that has every chunk in its cache; the rest is cold.
"""
import argparse
import datetime
import os
import sys
from pathlib import Path

from mount_daemon import MountDaemon
from page_cache import drop_pages, load_pages
from patterns import phy, readrandom, readseq, readseq_mmap
from readers import read
from results import Results, Sample
from tables import table
from workspace import WarmPair

SIZES = ("0", "512K", "1M", "2M", "4M")
THROUGHPUTS = {"readseq": readseq, "readseq_mmap": readseq_mmap}
LATENCIES = {"readrandom": (readrandom, "read"), "phy": (phy, "first visit")}


def mounted(program, pair, size, cache_size):
    return MountDaemon(program, pair.cbin.parent, cache_size,
                       [f"readahead={size}"])


def read_cached(program, pair, size, results):
    with mounted(program, pair, size, "2G") as daemon:
        path = os.path.join(daemon.mount_point, pair.raw_name)
        load_pages(path)
        for name, pattern in THROUGHPUTS.items():
            drop_pages(path)
            results.samples[f"T {name}", size].append(
                Sample(read(pattern, path, pair)))


def read_cold(program, pair, size, results, seed):
    patterns = THROUGHPUTS | {k: run for k, (run, _) in LATENCIES.items()}
    for name, pattern in patterns.items():
        daemon = mounted(program, pair, size, "256M")
        with daemon:
            path = os.path.join(daemon.mount_point, pair.raw_name)
            sample = Sample(read(pattern, path, pair, seed=seed))
        sample.counters = daemon.counters
        results.samples[name, size].append(sample)


def row(results, size, n_rounds):
    cells = [size]
    for prefix in ("T ", ""):
        cells += [f"{results.mbps(prefix + name, size):.0f}"
                  for name in THROUGHPUTS]
    for name, (_, latency) in LATENCIES.items():
        p50, p99 = (results.percentile_ms(name, size, latency, p)
                    for p in (50, 99))
        cells += [f"{p50:.1f} / {p99:.1f}",
                  f"{results.counter(name, size, 'decodes') / n_rounds:.1f}"]
    return cells


def make_table(results, n_rounds):
    titles = ["readahead", "T, read(), MB/s", "T_mmap, MB/s",
              "cold readseq, MB/s", "cold readseq_mmap, MB/s"]
    for name in LATENCIES:
        titles += [f"{name}, p50 / p99 ms", f"{name}, decodes"]
    return table(titles, [row(results, size, n_rounds) for size in SIZES])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("cbin", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    program = arguments.build / "src/programs/mtscompfs"
    results = Results()
    with WarmPair(arguments.cbin) as pair:
        for i in range(arguments.rounds):
            print(f"round {i + 1} of {arguments.rounds}", file=sys.stderr)
            for size in SIZES:
                read_cached(program, pair, size, results)
                read_cold(program, pair, size, results, seed=i)
    now = datetime.datetime.now(datetime.timezone.utc)
    print(f"Measured on {now:%Y-%m-%d}, {arguments.rounds} rounds.\n")
    print(make_table(results, arguments.rounds))


if __name__ == "__main__":
    main()
