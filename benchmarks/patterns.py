# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The access patterns of real tools that read a .bin, by name.

Each pattern is a function of a Job and a Trace (readers.py).  Mapped samples
are copied into reused memory: allocations are a cost of the tool, and would
hide the cost of the mount.
"""
import os
import random
from dataclasses import dataclass
from typing import Callable

import numpy as np

MIB = 1 << 20
PAGE = 4096
PIECE = 64 * 1024  # Bytes of one copy.
KILOSORT_BATCH = 60_122  # Samples.
KILOSORT_SKIP = 25  # Its first pass reads every 25th batch.
SPIKEINTERFACE_MARGIN = 150  # Samples on each side: 5 ms.
DESTRIPE_WINDOW = 65_536  # Samples.
DESTRIPE_OVERLAP = 2_048
PHY_WINDOWS = 60
PHY_BYTES = (64_000, 100_000)
CROWD_READS = 8  # By each reader in `crowd`.
CROWD_BYTES = 64 * 1024


def map_samples(job):
    samples = np.memmap(job.path, dtype=job.recording.dtype, mode="r")
    return samples.reshape(-1, job.recording.n_channels)


def make_buffer(job):
    """Rows for PIECE bytes."""
    n_rows = max(1, PIECE // job.recording.sample_size)
    return np.ones((n_rows, job.recording.n_channels), job.recording.dtype)


def copy_samples(samples, first, last, buffer, trace):
    """Copies piece by piece into the buffer.  In one large piece, glibc's
    memcpy may run backwards if the addresses have similar offsets in their
    pages, but tools convert values in ascending order."""
    for begin in range(first, last, len(buffer)):
        end = min(begin + len(buffer), last)
        np.copyto(buffer[:end - begin], samples[begin:end])
    trace.n_bytes += (last - first) * samples.shape[1] * samples.itemsize


def readseq(job, trace):
    """dd, cp, sha1sum, CatGT: read() of 1 MiB, in order."""
    buffer = bytearray(MIB)
    with open(job.path, "rb", buffering=0) as file:
        while n_read := file.readinto(buffer):
            trace.n_bytes += n_read


def readseq_mmap(job, trace):
    """np.memmap of the whole file, copied in order."""
    samples = map_samples(job)
    copy_samples(samples, 0, len(samples), make_buffer(job), trace)


def kilosort4(job, trace):
    """Opens and maps the file again for each batch; first every 25th batch,
    then two passes over all batches."""
    buffer = make_buffer(job)
    n_samples = job.recording.n_samples
    starts = range(0, n_samples, KILOSORT_BATCH)

    def read_batches(batches):
        for first in batches:
            last = min(first + KILOSORT_BATCH, n_samples)
            copy_samples(map_samples(job), first, last, buffer, trace)

    with trace.phase("every 25th"):
        read_batches(starts[::KILOSORT_SKIP])
    for name in ("first pass", "second pass"):
        with trace.phase(name):
            read_batches(starts)


def spikeinterface(job, trace):
    """N processes; each maps the file again for every N-th second, with 5 ms
    more on both sides."""
    n_samples, window = job.recording.n_samples, int(job.recording.sample_rate)
    buffer = make_buffer(job)
    step = window * job.n_readers
    for first in range(window * job.index, n_samples, step):
        copy_samples(map_samples(job), max(0, first - SPIKEINTERFACE_MARGIN),
                     min(n_samples, first + window + SPIKEINTERFACE_MARGIN),
                     buffer, trace)


def destripe(job, trace):
    """N processes; each reads its own N-th of the file in order, in overlapping
    windows.  Samples that are read twice are counted once."""
    n_samples = job.recording.n_samples
    begin = n_samples * job.index // job.n_readers
    end = n_samples * (job.index + 1) // job.n_readers
    samples = map_samples(job)
    buffer = make_buffer(job)
    step = DESTRIPE_WINDOW - DESTRIPE_OVERLAP
    for first in range(begin, end, step):
        copy_samples(samples, first, min(first + DESTRIPE_WINDOW, end), buffer,
                     trace)
    trace.n_bytes = (end - begin) * job.recording.sample_size


def phy_windows(job):
    """(first sample, end, whether it was seen before): half of the visits
    return to a window that was seen at least a few visits ago."""
    choice = random.Random(job.seed)
    seen = []
    for i in range(PHY_WINDOWS):
        length = choice.randint(*PHY_BYTES) // job.recording.sample_size
        first = choice.randrange(job.recording.n_samples - length)
        seen.append((first, first + length))
        yield *seen[-1], False
        if i >= 5:
            yield *seen[choice.randrange(i - 4)], True


def phy(job, trace):
    """One map of the whole file; random windows, some of them revisited."""
    samples = map_samples(job)
    buffer = make_buffer(job)
    for first, last, is_known in phy_windows(job):
        with trace.latency("revisit" if is_known else "first visit"):
            copy_samples(samples, first, last, buffer, trace)


def onechannel(job, trace):
    """One column of the whole file, which touches every page."""
    column = np.array(map_samples(job)[:, job.recording.n_channels // 2])
    trace.n_bytes += len(column) * job.recording.sample_size


def readrandom(job, trace):
    """4 KiB from each chunk once, in random order: each chunk is cold."""
    choice = random.Random(job.seed)
    bounds = job.recording.chunk_bounds
    file = os.open(job.path, os.O_RDONLY)
    for chunk in choice.sample(range(len(bounds) - 1), len(bounds) - 1):
        begin = bounds[chunk] * job.recording.sample_size
        end = bounds[chunk + 1] * job.recording.sample_size
        # Aligned, so no page extends into the next chunk.
        page = choice.randrange(-(-begin // PAGE), end // PAGE)
        with trace.latency("read"):
            trace.n_bytes += len(os.pread(file, PAGE, page * PAGE))
    os.close(file)


def crowd(job, trace):
    """Each of many readers: 64 KiB from random places."""
    choice = random.Random(job.seed * 1000 + job.index)
    with open(job.path, "rb", buffering=0) as file:
        for _ in range(CROWD_READS):
            offset = choice.randrange(job.recording.raw_size - CROWD_BYTES)
            with trace.latency("read"):
                n_read = len(os.pread(file.fileno(), CROWD_BYTES, offset))
            if n_read != CROWD_BYTES:
                raise OSError(f"{job.path}: {n_read} bytes at {offset}, "
                              f"expected {CROWD_BYTES}")
            trace.n_bytes += n_read


@dataclass(frozen=True)
class Pattern:
    run: Callable
    n_readers: int = 1
    latency: str = ""  # Reported latency; empty: the throughput is reported.


PATTERNS = {
    "readseq": Pattern(readseq),
    "readseq_mmap": Pattern(readseq_mmap),
    "kilosort4": Pattern(kilosort4),
    "spikeinterface": Pattern(spikeinterface, n_readers=4),
    "destripe": Pattern(destripe, n_readers=4),
    "phy": Pattern(phy, latency="first visit"),
    "onechannel": Pattern(onechannel),
    "readrandom": Pattern(readrandom, latency="read"),
}
