# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The alternatives to the mount: kernel squashfs, and Python mtscomp."""
import os
import subprocess
import sys
import tempfile

from patterns import phy_windows


class SquashfsMount:
    """A squashfs image, loop-mounted; a context manager whose value is the
    mount point.  Throws: OSError if that is not possible, for example without
    root."""

    def __init__(self, image):
        self._image = image

    def __enter__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="bench-squashfs.")
        command = ["mount", "-t", "squashfs", "-o", "loop,ro", self._image,
                   self._directory.name]
        result = subprocess.run(command, capture_output=True, text=True,
                                check=False)
        if result.returncode != 0:
            self._directory.cleanup()
            raise OSError(result.stderr.strip())
        return self._directory.name

    def __exit__(self, *exception):
        subprocess.run(["umount", self._directory.name], check=True)
        self._directory.cleanup()


def import_mtscomp():
    """Requires: MTSCOMP_DIRECTORY names the directory with mtscomp.py."""
    sys.path.insert(0, os.environ["MTSCOMP_DIRECTORY"])
    import mtscomp  # pylint: disable=import-outside-toplevel
    return mtscomp


def is_mtscomp_available():
    if "MTSCOMP_DIRECTORY" not in os.environ:
        print("Python mtscomp: skipped, MTSCOMP_DIRECTORY is not set")
        return False
    return True


def open_reader(job):
    return import_mtscomp().decompress(job.recording.cbin, job.recording.header,
                                       quiet=True)


def reader_readseq(job, trace):
    """mtscomp's Reader, one second at a time."""
    reader = open_reader(job)
    step = int(job.recording.sample_rate)
    for first in range(0, job.recording.n_samples, step):
        trace.n_bytes += reader[first:first + step].nbytes


def reader_phy(job, trace):
    """mtscomp's Reader, with the windows of the pattern with this name."""
    reader = open_reader(job)
    for first, last, is_known in phy_windows(job):
        with trace.latency("revisit" if is_known else "first visit"):
            trace.n_bytes += reader[first:last].nbytes


def reader_onechannel(job, trace):
    """mtscomp's Reader, one column, one second at a time."""
    reader = open_reader(job)
    step = int(job.recording.sample_rate)
    for first in range(0, job.recording.n_samples, step):
        n_values = len(reader[first:first + step, 0])
        trace.n_bytes += n_values * job.recording.sample_size


READER_PATTERNS = {"readseq": reader_readseq, "phy": reader_phy,
                   "onechannel": reader_onechannel}


def decompress_to(path, job, trace, is_checked):
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # Hides progress bars.
    import_mtscomp().decompress(job.recording.cbin, job.recording.header,
                                out=path, overwrite=True, quiet=True,
                                check_after_decompress=is_checked)
    trace.n_bytes += job.recording.raw_size


def mtsdecomp_unchecked(job, trace):
    """mtsdecomp -nc; the job's path is that of the output."""
    decompress_to(job.path, job, trace, is_checked=False)


def mtsdecomp(job, trace):
    """mtsdecomp by default, which reads its output again and compares it."""
    decompress_to(job.path, job, trace, is_checked=True)
