#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Many readers of a mount while its pairs are added, replaced, cut and removed:
every read returns the right bytes of one version, or an error, and nothing
leaks.

usage: soak_test.py PROGRAMS_DIRECTORY SECONDS

Each sample contains its recording, version and row, so a reader can check the
bytes without other information.  Skipped if FUSE cannot be used;
MTSCOMPFS_REQUIRE_FUSE=1 makes that a failure.
"""
import collections
import errno
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

import numpy as np

SKIPPED = 77
N_RECORDINGS = 12
N_READERS = 6
N_CHANNELS = 4
SAMPLE_SIZE = 2 * N_CHANNELS
CHUNK = 1000  # Samples.
UUIDS = ("11111111-1111-1111-1111-111111111111",
         "22222222-2222-2222-2222-222222222222")
# Errors that are permitted while the archive changes.
FAIR_ERRORS = {errno.EIO, errno.ENOENT, errno.ESTALE}
MEBIBYTE = 1 << 20
# The kernel sees each version as a separate file.  The daemon's memory for
# files that the kernel has forgotten is limited to 16 MiB, and becomes full
# here.
FAIR_GROWTH = 24 * MEBIBYTE


def samples_of(recording, version):
    n_samples = 20000 + version * 997 % 5000
    rows = np.arange(n_samples, dtype=np.uint16)
    check = recording * 31 + version * 17 + rows * 7
    return np.stack([np.full(n_samples, recording), np.full(n_samples, version),
                     rows, check], axis=1).astype(np.uint16)


def size_of(recording, version):
    """Size of this version.  The .cbin of the next version may be beside the
    old .ch; then the chunks that fit both are right."""
    return len(samples_of(recording, version)) * SAMPLE_SIZE


def what_is_wrong(bytes_read, offset, recording, version):
    """Compares the bytes from this offset on; returns an error, or None, and
    the version."""
    lead = -offset % SAMPLE_SIZE
    whole = (len(bytes_read) - lead) // SAMPLE_SIZE * SAMPLE_SIZE
    samples = np.frombuffer(bytes_read[lead:lead + whole],
                            np.uint16).reshape(-1, N_CHANNELS)
    if len(samples) == 0:
        return None, version
    found = int(samples[0, 1])
    first = (offset + lead) // SAMPLE_SIZE
    expected = samples_of(recording, found)[first:first + len(samples)]
    if not np.array_equal(samples, expected):
        return f"samples of no one version at {offset}", version
    if version is not None and found != version:
        return f"version {found} at {offset}, after {version}", version
    return None, found


class Archive:
    """The source, as seen by the process that changes it."""

    def __init__(self, root):
        self.root = root
        self.versions = collections.Counter()
        for recording in range(N_RECORDINGS):
            self.paths(recording)[0].parent.mkdir(exist_ok=True)
            self.publish(recording)

    def paths(self, recording):
        """The .cbin and the .ch; every other pair has UUIDs in its names."""
        stem = self.root / f"probe{recording % 3}" / f"x{recording}"
        if recording % 2:
            return [Path(f"{stem}.{uuid}{suffix}")
                    for uuid, suffix in zip(UUIDS, (".cbin", ".ch"))]
        return [stem.with_suffix(suffix) for suffix in (".cbin", ".ch")]

    def publish(self, recording):
        self.versions[recording] += 1
        samples = samples_of(recording, self.versions[recording])
        bounds = [*range(0, len(samples), CHUNK), len(samples)]
        streams = [zlib.compress(samples[a:b].tobytes(), 1)
                   for a, b in zip(bounds, bounds[1:])]
        offsets = np.cumsum([0, *map(len, streams)]).tolist()
        header = {
            "version": "1.0", "algorithm": "zlib", "comp_level": -1,
            "do_time_diff": False, "do_spatial_diff": False, "dtype": "uint16",
            "n_channels": N_CHANNELS, "sample_rate": 30000.0,
            "chunk_bounds": bounds, "chunk_offsets": offsets,
            "chunk_order": "C", "sha1_compressed": None,
            "sha1_uncompressed": None, "shape": list(samples.shape)}
        cbin, ch = self.paths(recording)
        for path, content in ((cbin, b"".join(streams)),
                              (ch, json.dumps(header).encode())):
            partial = path.with_name(path.name + ".partial")
            partial.write_bytes(content)
            partial.rename(path)

    def remove(self, recording):
        for path in self.paths(recording)[::-1]:
            path.unlink(missing_ok=True)

    def cut(self, recording):
        path = self.paths(recording)[0]
        if path.exists():
            os.truncate(path, path.stat().st_size // 2)

    def spoil(self, recording):
        self.paths(recording)[1].write_text("{")

    def change(self):
        recording = random.randrange(N_RECORDINGS)
        action = random.choices(
            (self.publish, self.remove, self.cut, self.spoil),
            (12, 3, 1, 1))[0]
        action(recording)
        return action.__name__


def read_one(path, recording, counts):
    """Opens the file and reads random parts; returns the error found."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(descriptor).st_size
        version = None
        for _ in range(random.randrange(1, 12)):
            offset = random.randrange(size)
            try:
                found = os.pread(descriptor, random.randrange(1, 100000), offset)
            except OSError as error:
                if error.errno not in FAIR_ERRORS:
                    raise
                counts[errno.errorcode[error.errno]] += 1
                continue
            problem, version = what_is_wrong(found, offset, recording, version)
            if not problem and len(found) == 0:
                problem = f"nothing at {offset} of {size}"
            if problem:
                return f"{path}: {problem}"
            counts["reads"] += 1
        if version is not None and size not in (size_of(recording, version),
                                                size_of(recording, version - 1)):
            return f"{path}: {size} bytes is no size of version {version}"
        time.sleep(random.choice((0, 0, 0.05)))
        return None
    finally:
        os.close(descriptor)


def read_until(end, mount_point, results, seed):
    random.seed(seed)
    counts = collections.Counter()
    problem = None
    while not problem and time.monotonic() < end:
        recording = random.randrange(N_RECORDINGS)
        path = mount_point / f"probe{recording % 3}" / f"x{recording}.bin"
        try:
            if random.random() < 0.02:
                for root, _, names in os.walk(mount_point):
                    counts["listed"] += len(names)
                    if len(set(names)) != len(names):
                        problem = f"{root}: a name twice in {names}"
            else:
                problem = read_one(path, recording, counts)
        except OSError as error:
            if error.errno not in FAIR_ERRORS:
                problem = f"{path}: {error}"
            counts[errno.errorcode[error.errno]] += 1
    results.put((problem, counts))


class Daemon:
    """mtscompfs in the foreground, and the resources that it uses."""

    def __init__(self, program, source, mount_point):
        self.mount_point = mount_point
        self.process = subprocess.Popen(
            [program, "-f", "--log-level", "off", "-o",
             "timeout=0.2,cache_size=16M", source, mount_point])
        while not os.path.ismount(mount_point):
            if self.process.poll() is not None:
                raise SystemExit("mtscompfs did not mount")
            time.sleep(0.01)

    def n_descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory(self):
        """Private memory in bytes, after dropping the kernel's caches."""
        self.process.send_signal(signal.SIGHUP)
        time.sleep(0.7)
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return 1024 * next(int(line.split()[1]) for line in status.splitlines()
                           if line.startswith("RssAnon"))

    def status(self):
        path = self.mount_point / ".mtscompfs" / "status.json"
        return json.loads(path.read_text())

    def stop(self):
        self.process.terminate()
        return self.process.wait()


def soak(daemon, archive, seconds, seed):
    """Returns the problems, and the counts of operations."""
    results = multiprocessing.Queue()
    end = time.monotonic() + seconds
    readers = [multiprocessing.Process(
        target=read_until, args=(end, daemon.mount_point, results, seed + i))
        for i in range(1, N_READERS + 1)]
    for reader in readers:
        reader.start()
    counts = collections.Counter()
    while time.monotonic() < end:
        counts[archive.change()] += 1
        time.sleep(random.uniform(0, 0.03))
    problems = []
    for _ in readers:
        problem, done = results.get(timeout=60)
        counts += done
        problems += [problem] if problem else []
    for reader in readers:
        reader.join()
    return problems, counts


def main():
    program, seconds = Path(sys.argv[1]) / "mtscompfs", float(sys.argv[2])
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        print("/dev/fuse cannot be used")
        return 1 if "MTSCOMPFS_REQUIRE_FUSE" in os.environ else SKIPPED
    seed = int(os.environ.get("MTSCOMP_TEST_SEED", random.randrange(1 << 30)))
    print(f"MTSCOMP_TEST_SEED={seed}")
    random.seed(seed)
    with tempfile.TemporaryDirectory() as directory:
        source, mount_point = Path(directory) / "source", Path(directory) / "m"
        source.mkdir()
        mount_point.mkdir()
        archive = Archive(source)
        daemon = Daemon(program, source, mount_point)
        try:
            n_before = daemon.n_descriptors()
            # The first part fills allocators and thread pools.
            problems, _ = soak(daemon, archive, seconds / 4, seed)
            memory_before = daemon.memory()
            later, counts = soak(daemon, archive, 3 * seconds / 4, seed + 100)
            problems += later
            memory_after = daemon.memory()
            open_handles = daemon.status()["open_handles"]
            n_after = daemon.n_descriptors()
        finally:
            exit_code = daemon.stop()
    print(f"{seconds:.0f} s: {dict(counts)}; memory {memory_before >> 10} KiB, "
          f"then {memory_after >> 10} KiB; descriptors {n_before}, then "
          f"{n_after}; open then: {open_handles}")
    if counts["reads"] < 10 * seconds:
        problems.append(f"only {counts['reads']} reads were right")
    # Sanitizers keep freed memory for a while.
    if (memory_after - memory_before > FAIR_GROWTH
            and "MTSCOMP_SANITIZED" not in os.environ):
        problems.append("memory grew")
    # libfuse's threads may hold one device each; no file of the source stays
    # open.
    if n_after > n_before + 2 or open_handles["files"] > 1:
        problems.append("descriptors leak")
    if exit_code != 0:
        problems.append(f"mtscompfs ended with {exit_code}")
    print("\n".join(problems) or "all reads were of one version, or errors")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
