#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The mount under the patterns of real tools, beside what bounds it and what
it competes with, all in one run.

"Cold" is: the mount's pages and the cache of chunks are empty, the .cbin is in
memory.  MB are 10^6 decoded bytes.  Throughputs are medians of the rounds;
percentiles are over all rounds together.  MTSCOMP_DIRECTORY, if set, names the
directory with mtscomp.py.  As root, squashfs and memory groups are measured
too.
"""
import argparse
import datetime
import os
import sys
from pathlib import Path

from report import make_report, write_plot
from rounds import Rounds
from workspace import Workspace


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path, help="build directory of a release "
                        "build with -Dbenchmarks=true")
    parser.add_argument("cbin", type=Path, help="recording; its .ch beside it")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--output", type=Path, default=Path("."),
                        help="directory for table.md and plot.png")
    parser.add_argument("--work", type=Path, required=True,
                        help="directory on a disk, for files of 4 times the "
                        "size of the .cbin; they are kept")
    parser.add_argument("--squashfs-level", type=int, default=15,
                        help="zstd's level for squashfs (mksquashfs's default)")
    return parser.parse_args()


def count_of(n, noun):
    return f"{n} {noun}" + ("" if n == 1 else "s")


def heading(recording, arguments, load):
    now = datetime.datetime.now(datetime.timezone.utc)
    n_cores = len(os.sched_getaffinity(0))
    return (f"Measured on {now:%Y-%m-%d}: {count_of(n_cores, 'core')}, Linux "
            f"{os.uname().release.partition('-')[0]}, "
            f"{'root' if os.geteuid() == 0 else 'not root'}, "
            f"{count_of(arguments.rounds, 'round')}, cache_size 256M, "
            f"load before {load:.1f}. Recording: "
            f"{recording.n_chunks} chunks of "
            f"{recording.raw_size / recording.n_chunks / 1e6:.1f} MB, "
            f"{recording.raw_size / 1e6:.0f} MB, packed "
            f"{recording.raw_size / recording.chunk_offsets[-1]:.2f} times "
            f"smaller; squashfs with zstd level {arguments.squashfs_level}.")


def add_constants(results, recording):
    chunk_size = recording.raw_size / recording.n_chunks
    results.figures["chunks"].append(recording.n_chunks)
    results.figures["decode of a chunk, ms"].append(
        chunk_size / results.figure("D on one core") / 1e3)


def measure(arguments):
    """Returns the results and their heading."""
    unpack = arguments.build / "src/programs/mtscomp-unpack"
    with Workspace(unpack, arguments.cbin, arguments.work,
                   arguments.squashfs_level) as workspace:
        load = os.getloadavg()[0]
        rounds = Rounds(arguments.build, workspace)
        for i in range(arguments.rounds):
            print(f"round {i + 1} of {arguments.rounds}", file=sys.stderr)
            rounds.run()
        add_constants(rounds.results, workspace.warm)
        return rounds.results, heading(workspace.warm, arguments, load)


def main():
    arguments = parse_arguments()
    arguments.output.mkdir(parents=True, exist_ok=True)
    results, text = measure(arguments)
    report = make_report(results, text)
    (arguments.output / "table.md").write_text(report, encoding="utf-8")
    print(report)
    try:
        write_plot(results, arguments.output / "plot.png")
    except ImportError:
        print("plot.png: skipped, matplotlib is not installed")


if __name__ == "__main__":
    main()
