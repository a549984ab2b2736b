#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""mtscomp reads mtscomp-pack's files, and mtscomp-unpack reads mtscomp's files.
mtscomp also reads its own files after mtscomp-repack.

usage: MTSCOMP_DIRECTORY=DIR compare_with_mtscomp.py BUILD [ROUNDS [SEED]]

DIR contains mtscomp.py, BUILD the built programs.  Each round packs random data
with a random dtype, shape, chunk length, transform, level and number of segments
by both programs, lets each read, check and chop the files of the other, and
repacks mtscomp's files.  Needs python3-numpy and python3-tqdm.
"""
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, os.environ["MTSCOMP_DIRECTORY"])
os.environ["HOME"] = tempfile.mkdtemp()  # Hides the user's ~/.mtscomp.

import mtscomp  # noqa: E402
import numpy as np  # noqa: E402

mtscomp.tqdm = lambda chunks, **_: chunks  # Shows no progress.

DTYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64",
          "uint64", "float16", "float32", "float64"]
DIFFERENCES = {(True, False): "time", (True, True): "time+channel",
               (False, True): "channel", (False, False): "none"}


def random_samples(rng, dtype, shape):
    if np.issubdtype(dtype, np.floating):
        return rng.normal(size=shape).astype(dtype)
    info = np.iinfo(dtype)
    small = rng.integers(0, 50, shape).astype(dtype)
    wild = rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)
    return np.where(rng.random(shape) < 0.1, wild, small)


def read_with_mtscomp(cbin, ch):
    reader = mtscomp.Reader()
    reader.open(cbin, ch)
    samples = reader[:]
    reader.close()
    return samples.tobytes()


def check_chopped(build, directory, expected, choose):
    """Both programs copy the first chunks of x.cbin; each reads the other's copy."""
    for path in [*directory.glob("ours.*"), *directory.glob("theirs.*")]:
        path.unlink()
    ours, theirs = directory / "ours.cbin", directory / "theirs.cbin"
    reader = mtscomp.Reader()
    reader.open(directory / "x.cbin", directory / "x.ch")
    if reader.n_chunks == 1:
        reader.close()
        return
    n_chunks = choose.randint(1, reader.n_chunks - 1)
    reader.chop(n_chunks, out=theirs)
    reader.close()
    subprocess.run([build / "mtscomp-chop", directory / "x.cbin", "-n",
                    str(n_chunks), "-o", ours], check=True)
    subprocess.run([build / "mtscomp-unpack", theirs, "-q", "-f",
                    "-o", directory / "chopped.bin"], check=True)
    found = read_with_mtscomp(ours, ours.with_suffix(".ch"))
    assert found and expected.startswith(found), "our chop"
    assert (directory / "chopped.bin").read_bytes() == found, "mtscomp's chop"


def check_repacked(build, pair, expected, what, choose):
    header = pair[1].read_bytes()
    is_float = "float" in what
    transform = (choose.choice(list(DIFFERENCES.values())) + "/" +
                 choose.choice("FC"))
    if is_float:
        transform = "none/" + choose.choice("FC")
    is_refused = is_float and ("time True" in what or "channel True" in what)
    result = subprocess.run(
        [build / "mtscomp-repack", pair[0], "-q", "--min-gain", "-100",
         "--transform", transform, "-p", str(choose.randint(1, 4)),
         "--level", choose.choice(["fast", "balanced", "dense", "zlib6"])],
        check=False, stderr=subprocess.PIPE, text=True)
    assert (result.returncode != 0) == is_refused, f"{what}: {result.stderr}"
    if is_refused:
        assert "rounds them" in result.stderr, result.stderr
        assert pair[1].read_bytes() == header, f"refused, but changed: {what}"
    found = read_with_mtscomp(*pair)
    assert found == expected, f"mtscomp reads a repacked pair differently: {what}"


def check_round(build, directory, rng, choose):
    dtype = choose.choice(DTYPES)
    n_samples, n_channels = choose.randint(1, 3000), choose.randint(1, 40)
    rate, duration = choose.choice([100.0, 2500.5, 999.7]), choose.choice([1, 2])
    time_diff, channel_diff = choose.choice(list(DIFFERENCES))
    order = choose.choice("FC")
    samples = random_samples(rng, np.dtype(dtype), (n_samples, n_channels))
    raw = directory / "x.bin"
    samples.tofile(raw)
    subprocess.run(
        [build / "mtscomp-pack", raw, "-n", str(n_channels), "-s", str(rate),
         "-d", dtype, "-c", str(duration), "-q", "--overwrite",
         "--allow-lossy-float", "-p", str(choose.randint(1, 4)),
         "--transform", f"{DIFFERENCES[time_diff, channel_diff]}/{order}",
         "--level", choose.choice(["fast", "balanced", "dense", "zlib6"]),
         "--segments", str(choose.choice([1, 2, 3, 8, 64]))],
        check=True)
    ours = read_with_mtscomp(directory / "x.cbin", directory / "x.ch")
    writer = mtscomp.Writer(
        chunk_duration=duration, do_time_diff=time_diff,
        do_spatial_diff=channel_diff, chunk_order=order, n_threads=2,
        check_after_compress=False, quiet=True)
    writer.open(raw, sample_rate=rate, n_channels=n_channels, dtype=dtype)
    theirs = directory / "y.cbin", directory / "y.ch"
    writer.write(*theirs)
    expected = read_with_mtscomp(*theirs)
    subprocess.run([build / "mtscomp-unpack", theirs[0], "-q", "-f",
                    "-o", directory / "back.bin"], check=True)
    found = (directory / "back.bin").read_bytes()
    what = f"{dtype} {samples.shape} time {time_diff} channel {channel_diff} {order}"
    assert ours == expected, f"mtscomp reads our file differently: {what}"
    assert found == expected, f"we read mtscomp's file differently: {what}"
    check_chopped(build, directory, ours, choose)
    check_repacked(build, theirs, expected, what, choose)
    if samples.dtype.kind in "iu":
        mtscomp.check(samples, directory / "x.cbin", directory / "x.ch")
        assert expected == samples.tobytes(), f"not lossless: {what}"
    return hashlib.sha1(found).hexdigest()


def main():
    build = Path(sys.argv[1]).resolve() / "src/programs"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(2**32)
    print(f"mtscomp {mtscomp.__version__}, {rounds} rounds, seed {seed}")
    rng, choose = np.random.default_rng(seed), random.Random(seed)
    with tempfile.TemporaryDirectory() as directory:
        seen = {check_round(build, Path(directory), rng, choose)
                for _ in range(rounds)}
    print(f"{rounds} rounds agreed, {len(seen)} different recordings")


if __name__ == "__main__":
    main()
