# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The kernel's page cache: dropping pages, loading pages, and groups of
processes with a limited number of pages."""
import os
from pathlib import Path

CGROUP_V1 = Path("/sys/fs/cgroup/memory")
CGROUP_V2 = Path("/sys/fs/cgroup")
READ_BYTES = 1 << 20


def drop_pages(path):
    """Drops the clean pages of the file from the page cache."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(file)


def load_pages(path):
    """Loads the whole file into the page cache."""
    buffer = bytearray(READ_BYTES)
    with open(path, "rb", buffering=0) as file:
        while file.readinto(buffer):
            pass


def refaulted_bytes():
    """Bytes of all files that were read again since the machine started,
    because the kernel had reclaimed their pages shortly before."""
    with open("/proc/vmstat", encoding="ascii") as file:
        counters = dict(line.split() for line in file)
    n_pages = int(counters.get("workingset_refault_file", 0))
    return n_pages * os.sysconf("SC_PAGE_SIZE")


class MemoryGroup:
    """A memory cgroup (v1 or v2) with a limit in bytes; a context manager.

    A page is charged to the process that loads it: a reader inside the group
    cannot have more of a file in the page cache than the limit.
    Throws: OSError if groups cannot be made, for example without root.
    """

    def __init__(self, limit):
        is_v1 = (CGROUP_V1 / "cgroup.procs").exists()
        self._group = (CGROUP_V1 if is_v1 else
                       CGROUP_V2) / f"mtscompfs-bench-{os.getpid()}"
        self._limit_file = "memory.limit_in_bytes" if is_v1 else "memory.max"
        self._limit = limit

    def __enter__(self):
        self._group.mkdir()
        try:
            (self._group / self._limit_file).write_text(str(self._limit))
        except OSError:
            self._group.rmdir()
            raise
        return self

    def __exit__(self, *exception):
        self._group.rmdir()

    def join(self):
        """Moves the calling process into the group permanently."""
        (self._group / "cgroup.procs").write_text(str(os.getpid()))
