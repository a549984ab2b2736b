#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""np.memmap on mounted recordings, from several processes at once.

usage: memmap_test.py MTSCOMPFS GOLDEN_DIRECTORY

Exits with 77, Meson's code for a skipped test, if FUSE cannot be used;
MTSCOMPFS_REQUIRE_FUSE=1 makes that a failure.
"""
import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

N_PROCESSES = 4
SKIPPED = 77


def check(job):
    """Maps one file and returns its error, or None."""
    path, pair = job
    samples = np.memmap(path, dtype=pair["dtype"], mode="r")
    if samples.nbytes != pair["size"]:
        return f"{path}: {samples.nbytes} bytes, expected {pair['size']}"
    if hashlib.sha1(samples).hexdigest() != pair["sha1"]:
        return f"{path}: the bytes differ from mtscomp's"
    return None


def jobs_in(mount_point, golden):
    manifest = json.loads((golden / "manifest.json").read_text())
    for pair in manifest.values():
        cbin = Path(pair["cbin"])
        if cbin.suffix != ".cnpy":
            yield mount_point / f"{cbin.stem}.{cbin.suffix[2:]}", pair


def main():
    program, golden = sys.argv[1], Path(sys.argv[2])
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        print("/dev/fuse cannot be used")
        return 1 if "MTSCOMPFS_REQUIRE_FUSE" in os.environ else SKIPPED
    with tempfile.TemporaryDirectory() as mount_point:
        subprocess.run([program, golden, mount_point], check=True)
        try:
            # Every process maps every file, so they read the same chunks at
            # once.
            jobs = list(jobs_in(Path(mount_point), golden)) * N_PROCESSES
            with multiprocessing.Pool(N_PROCESSES) as pool:
                problems = [p for p in pool.map(check, jobs, chunksize=1) if p]
        finally:
            subprocess.run(["fusermount3", "-u", mount_point], check=True)
    print("\n".join(problems) or f"{len(jobs)} maps were right")
    return 1 if problems or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
