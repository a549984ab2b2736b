#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""How many threads should take a mount's requests: one table, a row for each
choice of -o max_threads.

T is read from a daemon that has every chunk; the rest is cold.
"""
import argparse
import datetime
import os
import sys
from pathlib import Path

import numpy as np

from mount_daemon import MountDaemon
from page_cache import drop_pages, load_pages
from patterns import crowd, readseq, spikeinterface
from readers import read
from report import table
from results import Results, Sample
from rounds import CROWD_SIZE
from status_asker import StatusAsker
from workspace import WarmPair

CHOICES = tuple(f"max_threads={n}" for n in (1, 2, 4, 10))
CACHED = {"readseq": (readseq, 1), "spikeinterface": (spikeinterface, 4),
          "crowd": (crowd, CROWD_SIZE)}


def mounted(program, pair, choice, cache_size, *options):
    return MountDaemon(program, pair.cbin.parent, cache_size,
                       [choice, *options])


def read_cached(program, pair, choice, results, seed):
    with mounted(program, pair, choice, "2G") as daemon:
        path = os.path.join(daemon.mount_point, pair.raw_name)
        load_pages(path)
        for name, (pattern, n_readers) in CACHED.items():
            drop_pages(path)
            results.samples[f"T {name}", choice].append(Sample(
                read(pattern, path, pair, n_readers=n_readers, seed=seed)))


def read_cold(program, pair, choice, results):
    with mounted(program, pair, choice, "256M") as daemon:
        path = os.path.join(daemon.mount_point, pair.raw_name)
        results.samples["readseq", choice].append(
            Sample(read(readseq, path, pair)))


# With timeout=0 the kernel asks the daemon each time.
def ask_in_a_crowd(program, pair, choice, results, seed):
    with mounted(program, pair, choice, "256M", "timeout=0") as daemon:
        path = os.path.join(daemon.mount_point, pair.raw_name)
        with StatusAsker(path) as asker:
            read(crowd, path, pair, n_readers=CROWD_SIZE, seed=seed)
    results.figures["stat", choice] += asker.latencies_ms


def row(results, choice):
    p50, p99 = np.percentile(results.figures["stat", choice], (50, 99))
    return [f"`{choice}`",
            *(f"{results.mbps(f'T {name}', choice):.0f}" for name in CACHED),
            f"{results.mbps('readseq', choice):.0f}",
            f"{p50:.2f} / {p99:.2f}"]


def make_table(results):
    titles = ["options", *(f"T, {name}, MB/s" for name in CACHED),
              "cold readseq, MB/s", "stat in a cold crowd, p50 / p99 ms"]
    return table(titles, [row(results, choice) for choice in CHOICES])


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
            for choice in CHOICES:
                read_cached(program, pair, choice, results, seed=i)
                read_cold(program, pair, choice, results)
                ask_in_a_crowd(program, pair, choice, results, seed=i)
    now = datetime.datetime.now(datetime.timezone.utc)
    print(f"Measured on {now:%Y-%m-%d}, {arguments.rounds} rounds.\n")
    print(make_table(results))


if __name__ == "__main__":
    main()
