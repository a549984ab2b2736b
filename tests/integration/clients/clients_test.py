#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Third-party programs on a mounted tree: they must read the same bytes as from
the plain files.

usage: clients_test.py PROGRAMS_DIRECTORY

A test is skipped if its client is missing; all clients are Debian packages
that scripts/test.sh installs (python3-neo, octave, rsync, attr).  All tests are
skipped if FUSE cannot be used.  MTSCOMPFS_REQUIRE_FUSE=1 makes both a failure.
"""
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import uuid
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import client_trees  # noqa: E402

PROGRAMS = Path(sys.argv.pop(1)) if len(sys.argv) > 1 else Path()
MUST_RUN = "MTSCOMPFS_REQUIRE_FUSE" in os.environ
SKIPPED = 77


def needs(is_there, what):
    """Skips a test if its client is missing, unless all tests must run."""
    return unittest.skipUnless(is_there or MUST_RUN, f"{what} is not installed")


def needs_program(name):
    return needs(shutil.which(name), name)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True,
                          text=True, stdout=subprocess.PIPE,
                          **options).stdout


def sha1_of(path):
    return hashlib.sha1(path.read_bytes()).hexdigest()


class Archive:
    """Plain recordings, their packed copies, and a mount of the copies."""

    def __init__(self):
        self.directory = Path(tempfile.mkdtemp())
        self.plain = self.directory / "plain"
        self.packed = self.directory / "packed"
        self.mounted = self.directory / "mnt"
        self.recordings = (
            client_trees.write_spikeglx_run(self.plain / "spikeglx")
            + client_trees.write_open_ephys_session(self.plain / "openephys"))
        shutil.copytree(self.plain, self.packed)
        for recording in self.recordings:
            self.pack(recording)
        # The layout of the International Brain Laboratory's server.
        for suffix in (".cbin", ".ch", ".meta"):
            path = next(self.packed.rglob(f"*.ap{suffix}"))
            path.rename(path.with_suffix(f".{uuid.uuid4()}{suffix}"))
        self.mounted.mkdir()
        run(PROGRAMS / "mtscompfs", self.packed, self.mounted)

    def pack(self, recording):
        plain = self.packed / recording.path.relative_to(self.plain)
        # Some laboratories also pack a .dat into a .cbin.
        run(PROGRAMS / "mtscomp-pack", plain, plain.with_suffix(".cbin"), "-n",
            recording.n_channels, "-s", recording.sample_rate, "-d", "int16",
            "-c", "0.5", stderr=subprocess.DEVNULL)
        plain.unlink()

    def shown(self, recording):
        return self.mounted / recording.path.relative_to(self.plain)

    def files(self, root):
        return sorted(path.relative_to(root) for path in root.rglob("*"))

    def remove(self):
        run("fusermount3", "-u", self.mounted)
        shutil.rmtree(self.directory)


class ClientsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.archive = Archive()

    @classmethod
    def tearDownClass(cls):
        cls.archive.remove()

    def assert_same_tree(self, copy):
        archive = self.archive
        self.assertEqual(archive.files(archive.plain), archive.files(copy))
        for name in archive.files(copy):
            if (copy / name).is_file():
                self.assertEqual(sha1_of(archive.plain / name),
                                 sha1_of(copy / name), name)
                shown = (archive.mounted / name).stat()
                found = (copy / name).stat()
                self.assertEqual(shown.st_mtime_ns, found.st_mtime_ns, name)
                self.assertEqual(shown.st_mode, found.st_mode, name)

    def test_the_tree_is_the_plain_one(self):
        self.assert_same_tree(self.archive.mounted)

    def compare_neo(self, reader_class, part):
        readers = []
        for root in (self.archive.plain, self.archive.mounted):
            reader = reader_class(dirname=str(root / part))
            reader.parse_header()
            readers.append(reader)
        plain, shown = readers
        n_streams = plain.signal_streams_count()
        self.assertGreater(n_streams, 0)
        self.assertEqual(shown.signal_streams_count(), n_streams)
        for stream in range(n_streams):
            size = plain.get_signal_size(0, 0, stream)
            self.assertGreater(size, 1000)
            for start, stop in ((0, size), (size // 3, size // 2),
                                (size - 100, size), (0, 1)):
                expected, found = (
                    reader.get_analogsignal_chunk(
                        block_index=0, seg_index=0, i_start=start, i_stop=stop,
                        stream_index=stream) for reader in readers)
                np.testing.assert_array_equal(expected, found)

    @needs(importlib.util.find_spec("neo"), "python3-neo")
    def test_neo_reads_spikeglx(self):
        from neo.rawio import SpikeGLXRawIO
        self.compare_neo(SpikeGLXRawIO, "spikeglx")

    @needs(importlib.util.find_spec("neo"), "python3-neo")
    def test_neo_reads_open_ephys(self):
        from neo.rawio import OpenEphysBinaryRawIO
        self.compare_neo(OpenEphysBinaryRawIO, "openephys")

    @needs_program("octave-cli")
    def test_octave_seeks_and_reads(self):
        recording = self.archive.recordings[0]
        n, first, n_samples = recording.n_channels, 20000, 5000
        script = f"""
            file = fopen('{self.archive.shown(recording)}', 'r', 'ieee-le');
            fseek(file, 0, 'eof');
            printf('%d\\n', ftell(file));
            fseek(file, {first * n * 2}, 'bof');
            samples = fread(file, [{n}, {n_samples}], 'int16=>int16');
            fclose(file);
            printf('%d %d\\n', size(samples));
            printf('%d\\n', samples);
        """
        environment = dict(os.environ, HOME=str(self.archive.directory))
        lines = run("octave-cli", "--no-init-file", "--no-gui", "--eval",
                    script, env=environment).splitlines()
        plain = np.fromfile(recording.path, np.int16).reshape(-1, n)
        self.assertEqual(int(lines[0]), plain.nbytes)
        self.assertEqual(lines[1], f"{n} {n_samples}")
        np.testing.assert_array_equal(
            np.array(lines[2:], dtype=np.int16),
            plain[first:first + n_samples].ravel())

    def test_numpy_maps_recordings(self):
        for recording in self.archive.recordings:
            path = self.archive.shown(recording)
            np.testing.assert_array_equal(
                np.memmap(path, np.int16, mode="r"),
                np.fromfile(recording.path, np.int16))
            copy_on_write = np.memmap(path, np.int16, mode="c")
            copy_on_write[0] += 1
            with self.assertRaises(OSError) as refused:
                np.memmap(path, np.int16)
            self.assertEqual(refused.exception.errno, 30)  # EROFS

    @needs_program("rsync")
    def test_rsync_makes_an_exact_copy(self):
        copy = self.archive.directory / "rsynced"
        run("rsync", "-a", f"{self.archive.mounted}/", copy)
        self.assert_same_tree(copy)
        changes = run("rsync", "-a", "--itemize-changes", "--checksum",
                      f"{self.archive.mounted}/", copy)
        self.assertEqual(changes, "")

    def test_cp_makes_an_exact_copy(self):
        copy = self.archive.directory / "copied"
        run("cp", "-a", self.archive.mounted, copy)
        self.assert_same_tree(copy)

    def test_find_and_du_see_what_is_there(self):
        archive = self.archive
        expected = sum(recording.path.stat().st_size
                       for recording in archive.recordings)
        found = run("find", archive.mounted, "-type", "f", "(", "-name",
                    "*.bin", "-o", "-name", "*.dat", ")", "-printf", "%s\\n")
        self.assertEqual(sum(map(int, found.split())), expected)
        self.assertEqual(
            run("find", archive.mounted, "-name", "*.c*", "-o", "-name",
                "*[0-9a-f]-[0-9a-f]*-*"), "")
        shown, plain = (
            int(run("du", "--apparent-size", "--block-size=1", "-s",
                    *sorted(path for path in root.rglob("*.*")
                            if path.is_file()), "-c").splitlines()[-1].split()[0])
            for root in (archive.mounted, archive.plain))
        self.assertEqual(shown, plain)

    def test_sha1sum_checks(self):
        sums = run("sha1sum", *(recording.path.relative_to(self.archive.plain)
                                for recording in self.archive.recordings),
                   cwd=self.archive.plain)
        checked = run("sha1sum", "-c", "--strict", "-", input=sums,
                      cwd=self.archive.mounted)
        self.assertEqual(checked.count(": OK"), len(self.archive.recordings))

    @needs_program("getfattr")
    def test_getfattr_describes_a_recording(self):
        recording = self.archive.recordings[0]
        text = run("getfattr", "-d", "--absolute-names",
                   self.archive.shown(recording))
        self.assertIn(f'user.mtscomp.n_channels="{recording.n_channels}"', text)
        self.assertIn(f'user.mtscomp.sha1="{sha1_of(recording.path)}"', text)

    def test_npy_is_mapped(self):
        with tempfile.TemporaryDirectory() as directory:
            source, mounted = Path(directory) / "source", Path(directory) / "m"
            source.mkdir()
            mounted.mkdir()
            for shape in ((3000, 8), (300, 5, 4)):
                array = client_trees.make_samples(
                    shape[0], int(np.prod(shape[1:])), 4).reshape(shape)
                name = f"a{len(shape)}d"
                np.save(source / f"{name}.npy", array)
                run(PROGRAMS / "mtscomp-pack", source / f"{name}.npy", "-s",
                    "1000", stderr=subprocess.DEVNULL)
                os.rename(source / f"{name}.npy",
                          Path(directory) / f"{name}.npy")
            run(PROGRAMS / "mtscompfs", source, mounted)
            try:
                for name in ("a2d", "a3d"):
                    plain = Path(directory) / f"{name}.npy"
                    found = np.load(mounted / f"{name}.npy", mmap_mode="r")
                    np.testing.assert_array_equal(found, np.load(plain))
                    self.assertEqual(sha1_of(plain),
                                     sha1_of(mounted / f"{name}.npy"))
            finally:
                del found
                run("fusermount3", "-u", mounted)


def main():
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        print("/dev/fuse cannot be used")
        return 1 if MUST_RUN else SKIPPED
    return 0 if unittest.main(exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
