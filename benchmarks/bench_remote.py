#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Reads of a recording on a web server through a mount, beside the same reads
of a local file and through `rclone mount`, in the same rounds.

usage: bench_remote.py BUILD PAIR.cbin [ROUNDS]

BUILD is a build directory of a release build with -Dbenchmarks=true.  Run it as
a user without privileges.  The server answers after 30 ms and sends 85 MB/s on
each connection.  Every read is from a new mount, with the .cbin in the memory
of the server.
"""
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from machine import describe_run
from mount_daemon import MountDaemon
from patterns import readseq
from readers import read
from remote_server import RcloneMount, RemoteServer
from tables import table
from workspace import WarmPair

LATENCY = 0.030  # Seconds.
RATE = 85e6  # Bytes per second, of a connection.
LINK = ("--latency", "30ms", "--rate", "85M")
TOTAL_RATE = 115e6  # Bytes per second: 1 Gbit/s.
N_RANDOM = 10
RANDOM_BYTES = 64 * 1024
N_CONNECTIONS = 4  # That share one chunk.


def random_reads(job, trace):
    """64 KiB from some chunks, each once, none beside another."""
    choice = random.Random(job.seed)
    bounds = job.recording.chunk_bounds
    chunks = range(job.seed % 2, job.recording.n_chunks, 2)
    file = os.open(job.path, os.O_RDONLY)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_RANDOM)
    for chunk in choice.sample(chunks, min(N_RANDOM, len(chunks))):
        offset = (bounds[chunk] + 1) * job.recording.sample_size
        with trace.latency("read"):
            trace.n_bytes += len(os.pread(file, RANDOM_BYTES, offset))
    os.close(file)


class Bench:
    def __init__(self, build, pair):
        self._program = build / "src/programs/mtscompfs"
        self._bench_segments = build / "benchmarks/bench_segments"
        self._pair = pair
        self._round = 0
        self.values = {}

    def run_round(self):
        local = self._pair.cbin.parent
        self._note("local sequential", self._sequential(local))
        self._note("local random", self._random(local))
        self._note("decode", self._chunk_ms())
        with RemoteServer(local, *LINK) as server:
            self._note("sequential", self._sequential(server.url))
            self._note("bytes fetched / .cbin",
                       server.bytes_sent(".cbin") / self._cbin_size())
            self._note("random", self._random(server.url))
        with RemoteServer(local, *LINK, "--total-rate", "115M") as server:
            self._note("sequential 1 Gbit/s", self._sequential(server.url))
        with RemoteServer(local, *LINK) as server:
            with RcloneMount(server.url) as below:
                self._note("rclone sequential",
                           self._sequential(below.mount_point))
            self._note("rclone bytes fetched / .cbin",
                       server.bytes_sent(".cbin") / self._cbin_size())
            with RcloneMount(server.url) as below:
                self._note("rclone random", self._random(below.mount_point))
        self._disk_cache(local)
        self._round += 1

    def _disk_cache(self, local):
        with (RemoteServer(local, *LINK) as server,
              tempfile.TemporaryDirectory(prefix="bench-cache.") as directory):
            option = f"disk_cache={directory}"
            sent = self._fill_disk_cache(server, option)
            self._note("disk cache sequential",
                       self._sequential(server.url, option))
            self._note("disk cache random", self._random(server.url, option))
            if server.bytes_sent(".cbin") != sent:
                raise RuntimeError("chunks in the disk cache were fetched")

    def _fill_disk_cache(self, server, option):
        """Reads until all chunks are in the cache: a mount that ends drops
        those that it has not written yet.  Returns the bytes sent."""
        sent = -1
        while sent != server.bytes_sent(".cbin"):
            sent = server.bytes_sent(".cbin")
            self._sequential(server.url, option)
        return sent

    def _note(self, name, value):
        self.values.setdefault(name, []).append(value)

    def _cbin_size(self):
        return self._pair.cbin.stat().st_size

    def _read(self, pattern, source, *options):
        with MountDaemon(self._program, source, options=options) as daemon:
            path = os.path.join(daemon.mount_point, self._pair.raw_name)
            return read(pattern, path, self._pair, seed=self._round)

    def _sequential(self, source, *options):
        """MB/s"""
        return self._read(readseq, source, *options).mbps

    def _random(self, source, *options):
        """Milliseconds, median."""
        reading = self._read(random_reads, source, *options)
        return statistics.median(reading.latencies["read"]) * 1e3

    def _chunk_ms(self):
        """Milliseconds in which all cores decode a chunk."""
        output = subprocess.run(
            [self._bench_segments, self._pair.cbin, self._pair.header],
            check=True, capture_output=True, text=True).stdout
        lines = [line.split() for line in output.splitlines()]
        return float([line for line in lines if line[0] == "CHUNK_MS"][-1][2])


def goals(pair, medians):
    """(what, figure, goal, whether it is met)"""
    compressed = pair.cbin.stat().st_size / pair.raw_size
    chunk = pair.cbin.stat().st_size / pair.n_chunks
    bound = 1.3 * (LATENCY * 1e3 + chunk / (N_CONNECTIONS * RATE) * 1e3 +
                   medians["decode"])
    sequential = medians["sequential"]
    limited = medians["sequential 1 Gbit/s"] * compressed * 1e6 / TOTAL_RATE
    for what, figure, goal, is_least in (
            ("sequential / rclone", sequential / medians["rclone sequential"],
             3, True),
            ("part of 1 Gbit/s", limited, 0.9, True),
            ("sequential / local", sequential / medians["local sequential"],
             0.6, True),
            ("bytes fetched / .cbin", medians["bytes fetched / .cbin"], 1.05,
             False),
            ("random, ms", medians["random"], bound, False),
            ("disk cache / local, sequential",
             medians["disk cache sequential"] / medians["local sequential"],
             1 / 1.1, True),
            ("disk cache / local, random",
             medians["disk cache random"] / medians["local random"], 1.1,
             False)):
        is_met = figure >= goal if is_least else figure <= goal
        yield what, figure, goal, is_met


def main():
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    n_rounds = int(sys.argv[3]) if len(sys.argv) == 4 else 5
    print(describe_run())
    with WarmPair(sys.argv[2]) as pair:
        bench = Bench(Path(sys.argv[1]).resolve(), pair)
        for _ in range(n_rounds):
            bench.run_round()
        medians = {name: statistics.median(values)
                   for name, values in bench.values.items()}
        print(table(["measured", "median", "all"],
                    [[name, f"{medians[name]:.2f}",
                      " ".join(f"{value:.2f}" for value in values)]
                     for name, values in bench.values.items()]))
        print(table(["goal", "figure", "bound", "met"],
                    [[what, f"{figure:.3f}", f"{goal:.3f}",
                      "yes" if is_met else "NO"]
                     for what, figure, goal, is_met in goals(pair, medians)]))


if __name__ == "__main__":
    main()
