# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""One round measures each thing once, so a drift of the machine's speed affects
all of them."""
import os
import subprocess
import time
from pathlib import Path

from competitors import (READER_PATTERNS, SquashfsMount, is_mtscomp_available,
                         mtsdecomp, mtsdecomp_unchecked)
from mount_daemon import MountDaemon
from page_cache import MemoryGroup, drop_pages, load_pages, refaulted_bytes
from patterns import PATTERNS, crowd, kilosort4, readseq
from readers import read
from results import Results, Sample
from status_asker import StatusAsker

CROWD_SIZE = 64
GROUP_SHARE = 0.43  # Part that fits into the memory group: 200 of 462 MB.
MIN_GROUP_BYTES = 150_000_000  # The reader's own memory must fit too.


class Rounds:
    """Runs rounds in a workspace; adds the results to `results`."""

    def __init__(self, build, workspace):
        self._programs = Path(build) / "src/programs"
        self._bench_decode = Path(build) / "benchmarks/bench_decode"
        self._workspace = workspace
        self._with_mtscomp = is_mtscomp_available()
        self._round = 0
        self.results = Results()

    def run(self):
        self._decode_from_memory()
        self._pread_chunks()
        for name, pattern in PATTERNS.items():
            self._read_cold(name, pattern)
            self._read_raw(name, pattern)
        self._read_with_chunks_cached()
        self._read_squashfs()
        self._read_cold_disk()
        self._read_on_one_core()
        self._read_beyond_memory()
        self._read_in_a_crowd()
        if self._with_mtscomp:
            self._read_with_mtscomp()
        self._round += 1

    def _mount(self, source=None, **options):
        source = source or self._workspace.warm
        return MountDaemon(self._programs / "mtscompfs", source.cbin.parent,
                           **options)

    def _read(self, pattern, path, **options):
        return read(pattern, path, self._workspace.warm, seed=self._round,
                    **options)

    def _raw_in(self, mount_point):
        return os.path.join(mount_point, self._workspace.warm.raw_name)

    def _read_daemon(self, daemon, pattern, **options):
        cpu, lost = daemon.cpu_seconds(), refaulted_bytes()
        reading = self._read(pattern, self._raw_in(daemon.mount_point),
                             **options)
        return Sample(reading, daemon.cpu_seconds() - cpu,
                      peak_rss=daemon.peak_rss(),
                      lost_bytes=refaulted_bytes() - lost)

    def _add(self, name, way, sample):
        self.results.samples[name, way].append(sample)

    # D.
    def _decode_from_memory(self):
        warm = self._workspace.warm
        output = subprocess.run(
            [self._bench_decode, "--d-mbps", warm.cbin, warm.header],
            check=True, capture_output=True, text=True).stdout
        lines = [line.split() for line in output.splitlines()]
        for name, (_, _, mbps) in zip(("D on one core", "D"), lines):
            self.results.figures[name].append(float(mbps))

    def _pread_chunks(self):
        warm = self._workspace.warm
        file = os.open(warm.cbin, os.O_RDONLY)
        offsets = warm.chunk_offsets
        for begin, end in zip(offsets, offsets[1:]):
            start = time.monotonic()
            os.pread(file, end - begin, begin)
            self.results.figures["pread of a chunk, ms"].append(
                (time.monotonic() - start) * 1e3)
        os.close(file)

    def _read_cold(self, name, pattern):
        daemon = self._mount()
        with daemon:
            sample = self._read_daemon(daemon, pattern.run,
                                       n_readers=pattern.n_readers)
        sample.counters = daemon.counters
        self._add(name, "mount", sample)

    def _read_raw(self, name, pattern):
        load_pages(self._workspace.raw)
        self._add(name, "raw", Sample(self._read(
            pattern.run, self._workspace.raw, n_readers=pattern.n_readers)))

    # T: the daemon only copies.
    def _read_with_chunks_cached(self):
        with self._mount(cache_size="2G") as daemon:
            load_pages(self._raw_in(daemon.mount_point))
            for name, pattern in PATTERNS.items():
                drop_pages(self._raw_in(daemon.mount_point))
                self._add(name, "T", self._read_daemon(
                    daemon, pattern.run, n_readers=pattern.n_readers))

    def _read_squashfs(self):
        if not self._workspace.image:
            return
        try:
            with SquashfsMount(self._workspace.image) as mount_point:
                path = os.path.join(mount_point, self._workspace.raw.name)
                for name, pattern in PATTERNS.items():
                    drop_pages(path)
                    self._add(name, "squashfs", Sample(self._read(
                        pattern.run, path, n_readers=pattern.n_readers)))
        except OSError as error:
            print(f"squashfs: skipped, it cannot be mounted: {error}")
            self._workspace.image = None

    def _read_cold_disk(self):
        cold = self._workspace.cold
        os.sync()  # Dirty pages cannot be dropped.
        drop_pages(cold.cbin)
        with self._mount(cold) as daemon:
            self._add("readseq", "cold disk",
                      self._read_daemon(daemon, readseq))
        drop_pages(self._workspace.raw)
        self._add("readseq", "raw, cold disk",
                  Sample(self._read(readseq, self._workspace.raw)))

    def _read_on_one_core(self):
        core = {min(os.sched_getaffinity(0))}

        def stay():
            os.sched_setaffinity(0, core)

        with self._mount(cores=core) as daemon:
            self._add("readseq", "one core",
                      self._read_daemon(daemon, readseq, prepare=stay))

    # kilosort4 in a memory group that is smaller than the file, on a cold mount
    # and on a mount that has every chunk in its cache.
    def _read_beyond_memory(self):
        limit = int(self._workspace.warm.raw_size * GROUP_SHARE)
        if limit < MIN_GROUP_BYTES:
            print("memory group: skipped, the recording is too short")
            return
        for way, cache_size in (("mount", "256M"), ("T", "2G")):
            try:
                with MemoryGroup(limit) as group, \
                        self._mount(cache_size=cache_size) as daemon:
                    if way == "T":
                        load_pages(self._raw_in(daemon.mount_point))
                        drop_pages(self._raw_in(daemon.mount_point))
                    self._add("kilosort4 beyond memory", way,
                              self._read_daemon(daemon, kilosort4,
                                                prepare=group.join))
            except OSError as error:
                print(f"memory group: skipped: {error}")
                return

    # With timeout=0 the kernel asks the daemon for each stat.
    def _read_in_a_crowd(self):
        with self._mount(options=["timeout=0"]) as daemon:
            other = os.path.join(daemon.mount_point, self._workspace.other_name)
            with StatusAsker(other) as asker:
                sample = self._read_daemon(daemon, crowd, n_readers=CROWD_SIZE)
        self._add("crowd", "mount", sample)
        self.results.figures["stat in a crowd, ms"] += asker.latencies_ms

    def _read_with_mtscomp(self):
        for name, pattern in READER_PATTERNS.items():
            self._add(name, "Reader", Sample(self._read(pattern, None)))
        output = self._workspace.scratch / "mtsdecomp.bin"
        for name, pattern in (("mtsdecomp -nc", mtsdecomp_unchecked),
                              ("mtsdecomp", mtsdecomp)):
            self._add("readseq", name, Sample(self._read(pattern, output)))
            output.unlink()
