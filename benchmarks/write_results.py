#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Measures everything and writes the pages of docs/results except campaigns.md:
README.md (a summary for users), mount.md with mount.png, packing.md and
decoding.md.  Accepts the options of bench_mount.py."""
import subprocess
from pathlib import Path

import bench_mount
import bench_pack
from machine import describe_recording, describe_run
from recording import open_recording
from report import make_report, write_plot
from tables import table

MIB = 1 << 20
PAGE_NOTE = "`scripts/bench.sh --publish` wrote this page."


def output_of(command):
    return subprocess.run(command, check=True, capture_output=True,
                          text=True).stdout.strip()


def make_packing_page(arguments, raw, recording, rounds):
    """The page, and the measured levels."""
    run = describe_run()
    n_channels, rate = str(recording.n_channels), str(recording.sample_rate)
    packings = bench_pack.measure_packing(arguments.build, raw, n_channels,
                                          rate, rounds)
    steps = bench_pack.step_times(arguments.build, raw, n_channels)
    deflating = output_of(
        [arguments.build / "benchmarks/bench_deflate", "--rounds", str(rounds),
         *(f"{name}={raw}:{n_channels}:{name}"
           for name in ("t_F", "t_C", "ts_C"))])
    page = "\n\n".join([
        "# Packing", f"{run} {describe_recording(recording)} {PAGE_NOTE}",
        "`mtscomp-pack` verifies each chunk; mtscomp runs without its check. "
        "Both use all cores. Speeds are medians of the rounds.",
        bench_pack.packing_table(packings),
        "## Steps", bench_pack.steps_table(steps),
        "## Deflating one chunk on one core",
        "`t` is differences in time, `ts` in time and along channels; `F` is "
        "channel-major, `C` sample-major. Speeds are medians, with the best "
        "in brackets.", deflating]) + "\n"
    return page, packings


def make_decoding_page(arguments, recording, rounds):
    run = describe_run()
    program = arguments.build / "benchmarks/bench_decoders"
    lines = output_of([program, recording.cbin, recording.header, "--rounds",
                       str(rounds), "--orders", "--dtypes"])
    return "\n\n".join([
        "# Decoding", f"{run} {describe_recording(recording)} {PAGE_NOTE}",
        "The table compares the native decoder with libdeflate, from memory "
        "to memory, on one core. Speeds are in MB/s. The last columns are the "
        "median, smallest and largest ratio of both speeds in one round. For "
        "each dtype and order, zlib packs the recording's first chunk again.",
        f"```\n{lines}\n```"]) + "\n"


def reading_rows(results):
    def ms(way, name):
        return (f"{results.percentile_ms('phy', way, name, 50):.2f} ms, "
                f"p99 {results.percentile_ms('phy', way, name, 99):.2f} ms")

    def mbps(way):
        return (f"{results.mbps('readseq', way):.0f} MB/s"
                if results.has("readseq", way) else "not measured")
    peak = max(s.peak_rss for s in results.samples["crowd", "mount"])
    return [["read a mounted recording in order, once", mbps("mount")],
            ["read a mounted recording from the daemon's cache", mbps("T")],
            ["read the plain file in memory in order", mbps("raw")],
            ["read the pair in order with mtscomp's Python reader",
             mbps("Reader")],
            ["read a window of 64 to 100 kB at a new place, median",
             ms("mount", "first visit")],
            ["read a window again, near an earlier read, median",
             ms("mount", "revisit")],
            ["memory of the daemon with 64 readers and cache_size 256M",
             f"{peak / MIB:.0f} MiB"]]


def packing_rows(packings):
    for name, packing in packings.items():
        title = ("pack with Python mtscomp" if name == "mtscomp"
                 else f"pack, --level {name}")
        yield [title, f"{packing.mbps:.0f} MB/s, ratio {packing.ratio:.2f}"]


def make_summary(heading, results, packings):
    return "\n\n".join([
        "# Expected speed and size", f"{heading} {PAGE_NOTE}",
        table(["task", "measured"],
              [*reading_rows(results), *packing_rows(packings)]),
        "A Neuropixels 1.0 probe writes 23 MB/s. The first read at a new "
        "place decodes the whole chunk, usually one second of the recording. "
        "Speed grows with the number of cores until the disk is slower. The "
        "ratio depends on the recording: `mtscomp-pack --dry-run` estimates "
        "it.",
        "Details: [mount.md](mount.md), [packing.md](packing.md), "
        "[decoding.md](decoding.md). [campaigns.md](campaigns.md) has the "
        "results of fuzzing, damage and load tests."]) + "\n"


def main():
    arguments = bench_mount.parse_arguments()
    arguments.build = arguments.build.resolve()
    arguments.output.mkdir(parents=True, exist_ok=True)
    results, heading = bench_mount.measure(arguments)
    recording = open_recording(arguments.cbin)
    raw = arguments.work / recording.raw_name
    rounds = min(3, arguments.rounds)
    packing_page, packings = make_packing_page(arguments, raw, recording,
                                               rounds)
    pages = {"mount.md": make_report(results, f"{heading} {PAGE_NOTE}"),
             "packing.md": packing_page,
             "decoding.md": make_decoding_page(arguments, recording, rounds),
             "README.md": make_summary(heading, results, packings)}
    for name, text in pages.items():
        Path(arguments.output, name).write_text(text, encoding="utf-8")
    write_plot(results, arguments.output / "mount.png")


if __name__ == "__main__":
    main()
