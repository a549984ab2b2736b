# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The machine and the date of a measurement, in one sentence."""
import datetime
import os
import re
from pathlib import Path


def processor_name():
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    name = re.search(r"^model name\s*:\s*(.*)$", text, re.MULTILINE)
    return name[1] if name else os.uname().machine


def count_of(n, noun):
    return f"{n} {noun}" + ("" if n == 1 else "s")


def describe_run():
    """Must be called before the measurement, because it includes the load."""
    now = datetime.datetime.now(datetime.timezone.utc)
    n_cores = len(os.sched_getaffinity(0))
    return (f"Measured on {now:%Y-%m-%d}: {count_of(n_cores, 'core')} of "
            f"{processor_name()}, Linux "
            f"{os.uname().release.partition('-')[0]}, "
            f"run {'as root' if os.geteuid() == 0 else 'by a user'}; load "
            f"average before the run: {os.getloadavg()[0]:.1f}.")


def describe_recording(recording):
    chunk_size = recording.raw_size / recording.n_chunks
    ratio = recording.raw_size / recording.chunk_offsets[-1]
    return (f"Recording: {count_of(recording.n_chunks, 'chunk')} of "
            f"{chunk_size / 1e6:.1f} MB, {recording.raw_size / 1e6:.0f} MB, "
            f"ratio {ratio:.2f}.")
