#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The mount with the access patterns of real tools, compared with its limits
and with alternatives, all in one run.

"Cold" means that the mount's pages and the cache of chunks are empty and the
.cbin is in memory.  MB are 10^6 decoded bytes.  Throughputs are medians of the
rounds; percentiles are over all rounds together.  If MTSCOMP_DIRECTORY is set,
it is the directory with mtscomp.py.  As root, squashfs and memory groups are
measured too.
"""
import argparse
import sys
from pathlib import Path

from machine import count_of, describe_recording, describe_run
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
                        help="directory for mount.md and mount.png")
    parser.add_argument("--work", type=Path, required=True,
                        help="directory on a disk, for files of 4 times the "
                        "size of the .cbin; they are kept")
    parser.add_argument("--squashfs-level", type=int, default=15,
                        help="zstd's level for squashfs (mksquashfs's default)")
    return parser.parse_args()


def heading(recording, arguments, run):
    return (f"{run} {count_of(arguments.rounds, 'round')}. "
            f"{describe_recording(recording)} squashfs with zstd level "
            f"{arguments.squashfs_level}.")


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
        run = describe_run()
        rounds = Rounds(arguments.build, workspace)
        for i in range(arguments.rounds):
            print(f"round {i + 1} of {arguments.rounds}", file=sys.stderr)
            rounds.run()
        add_constants(rounds.results, workspace.warm)
        return rounds.results, heading(workspace.warm, arguments, run)


def main():
    arguments = parse_arguments()
    arguments.output.mkdir(parents=True, exist_ok=True)
    results, text = measure(arguments)
    report = make_report(results, text)
    (arguments.output / "mount.md").write_text(report, encoding="utf-8")
    print(report)
    try:
        write_plot(results, arguments.output / "mount.png")
    except ImportError:
        print("mount.png: skipped, matplotlib is not installed")


if __name__ == "__main__":
    main()
