# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Where the measured files lie.

What is to be warm is copied to a tmpfs, because a virtual machine's host may
take the page cache away at any time; the plain .bin and the copy that is read
cold stay on the disk.
"""
import shutil
import subprocess
import tempfile
from pathlib import Path

from recording import open_recording

TMPFS = "/dev/shm"


def is_newer(path, source):
    return path.exists() and path.stat().st_mtime >= source.stat().st_mtime


def make_raw(unpack, recording, directory):
    """The plain .bin, on the disk; kept for the next time."""
    raw = directory / recording.raw_name
    if not is_newer(raw, recording.cbin):
        subprocess.run([unpack, "--quiet", "--overwrite", recording.cbin,
                        "-o", raw], check=True)
    return raw


def make_squashfs(raw, level):
    """A squashfs of the .bin, by mksquashfs with zstd; kept for the next time.
    Returns None, and says why, where that is not possible."""
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


class Workspace:
    """A context manager: `warm` and `cold` are the same Recording on the tmpfs
    and on the disk, `raw` is the plain .bin on the disk, `image` the squashfs
    on the tmpfs or None, `other_name` a file beside the recording."""

    other_name = "notes.txt"

    def __init__(self, unpack, cbin, directory, squashfs_level):
        self._source = open_recording(cbin)
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self.raw = make_raw(unpack, self._source, directory)
        self._image = make_squashfs(self.raw, squashfs_level)

    def __enter__(self):
        self._tmpfs = tempfile.TemporaryDirectory(dir=TMPFS,
                                                  prefix="mtscompfs-bench.")
        self.warm = self._copy_pair(Path(self._tmpfs.name, "source"))
        (self.warm.cbin.parent / self.other_name).write_text("Not a pair.\n")
        self.cold = self._copy_pair(self._directory / "cold")
        self.image = None
        if self._image:
            self.image = shutil.copy(self._image, self._tmpfs.name)
        self.scratch = Path(self._tmpfs.name, "scratch")
        self.scratch.mkdir()
        return self

    def __exit__(self, *exception):
        self._tmpfs.cleanup()

    def _copy_pair(self, directory):
        directory.mkdir(exist_ok=True)
        for path in (self._source.cbin, self._source.header):
            shutil.copy(path, directory)
        return open_recording(directory / self._source.cbin.name)
