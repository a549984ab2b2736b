# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The places of the measured files.

Files that must be warm are copied to a tmpfs, because the host of a virtual
machine may drop the page cache at any time; the plain .bin and the copy for
cold reads stay on the disk.
"""
import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from recording import open_recording

TMPFS = "/dev/shm"


def is_newer(path, source):
    return path.exists() and path.stat().st_mtime >= source.stat().st_mtime


def make_raw(unpack, recording, directory):
    """The plain .bin, on the disk; kept for later runs."""
    raw = directory / recording.raw_name
    if not is_newer(raw, recording.cbin):
        subprocess.run([unpack, "--quiet", "--overwrite", recording.cbin,
                        "-o", raw], check=True)
    return raw


def make_squashfs(raw, level):
    """A squashfs of the .bin, by mksquashfs with zstd; kept for later runs.
    Returns None and prints the reason if that is not possible."""
    image = raw.with_suffix(f".zstd{level}.squashfs")
    if is_newer(image, raw):
        return image
    if not shutil.which("mksquashfs"):
        print("squashfs: skipped, mksquashfs is not installed")
        return None
    image.unlink(missing_ok=True)
    subprocess.run(["mksquashfs", raw, image, "-comp", "zstd",
                    "-Xcompression-level", str(level), "-no-progress",
                    "-quiet"], check=True, stdout=subprocess.DEVNULL)
    return image


def copy_pair(recording, directory):
    for path in (recording.cbin, recording.header):
        shutil.copy(path, directory)
    return open_recording(directory / recording.cbin.name)


class WarmPair:
    """A context manager whose value is a Recording on the tmpfs."""

    def __init__(self, cbin):
        self._source = open_recording(cbin)

    def __enter__(self):
        self._directory = tempfile.TemporaryDirectory(dir=TMPFS,
                                                      prefix="mtscompfs-bench.")
        return copy_pair(self._source, Path(self._directory.name))

    def __exit__(self, *exception):
        self._directory.cleanup()


class Workspace:
    """A context manager: `warm` and `cold` are the same Recording on the tmpfs
    and on the disk, `raw` is the plain .bin on the disk, `image` is the
    squashfs on the tmpfs or None, `scratch` is a directory on the tmpfs,
    `other_name` is a file beside the recording."""

    other_name = "notes.txt"

    def __init__(self, unpack, cbin, directory, squashfs_level):
        self._source = open_recording(cbin)
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self.raw = make_raw(unpack, self._source, directory)
        self._image = make_squashfs(self.raw, squashfs_level)

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.warm = stack.enter_context(WarmPair(self._source.cbin))
            self.scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(
                dir=TMPFS, prefix="mtscompfs-bench.")))
            (self.warm.cbin.parent / self.other_name).write_text("No pair.\n")
            self.image = None
            if self._image:
                self.image = shutil.copy(self._image, self.scratch)
            self._stack = stack.pop_all()
        cold = self._directory / "cold"
        cold.mkdir(exist_ok=True)
        self.cold = copy_pair(self._source, cold)
        return self

    def __exit__(self, *exception):
        self._stack.close()
