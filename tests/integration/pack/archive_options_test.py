#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""The effect of single options and files on an archive, and the reports.

Usage: archive_options_test.py DIRECTORY_OF_PROGRAMS [NAME_OF_TEST...]
"""

import hashlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time

import archive_case
from archive_case import ArchiveCase, lines_of, pack, pair_of, programs, run
from synthetic_archive import N_CHANNELS, RATE, meta, still_growing


class ArchiveOptionsTest(ArchiveCase):
    def test_a_name_with_a_newline_adds_no_line_to_the_list(self):
        archive = self.archive(1)
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        evil = archive.root / "a\n"
        evil.mkdir()
        for name in [archive.good[0], *pair_of(archive.good[0])]:
            path = archive.root / name
            path.rename(evil / path.name)
        result = run("mtscomp-verify", "--safe-to-delete", archive.root)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, "")
        # Bug: only standard output was free of the raw line break.
        self.assertIn("/a\\n/", result.stderr)
        self.assertNotIn("/a\n/", result.stderr)
        result = run("mtscomp-verify", "--safe-to-delete", "--null",
                     archive.root)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout.count("\0"), 1)

    # Bug: every pair was ok, but no plain file was listed, without an
    # explanation.
    def test_a_directory_of_plain_files_that_is_none_is_an_error(self):
        archive = self.archive(1)
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        for name in (self.work / "nosuch", archive.root / archive.good[0]):
            result = run("mtscomp-verify", "--safe-to-delete", "--raw-dir",
                         name, archive.root)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout, "")
            self.assertIn(f"--raw-dir: {name}: cannot open: ", result.stderr)

    def test_what_the_meta_says_is_compared_at_every_run(self):
        archive = self.archive(1)
        name = os.path.splitext(archive.good[0])[0]
        archive.write(name + ".meta",
                      meta((archive.root / archive.good[0]).stat().st_size,
                           "a" * 40))
        for _ in range(2):
            result = pack(archive.root, "-q", "--log", self.log)
            self.assertEqual(result.returncode, 1)
            self.assertIn("fileSHA1", result.stderr)
        first, second = lines_of(self.log)
        self.assertEqual((first["status"], second["status"]),
                         ("packed", "done"))
        self.assertTrue(first["warnings"] and second["warnings"])

    def test_half_a_pair_is_told_and_stays(self):
        archive = self.archive(1)
        raw = archive.good[0]
        for found, missing in (pair_of(raw), reversed(pair_of(raw))):
            archive.write(found, b"unrelated")
            for options in ([], ["--overwrite"], ["--dry-run"]):
                result = pack(archive.root, "-q", *options)
                self.assertEqual(result.returncode, 1)
                self.assertIn(f"{found}: only one file of a pair exists "
                              f"({os.path.basename(missing)} is missing)",
                              result.stderr)
            (archive.root / found).rename(self.work / "away")
        result = pack(archive.root, "-q")
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_young_files_wait(self):
        archive = self.archive(2)
        os.utime(archive.root / archive.good[0], (0, 0))
        result = pack(archive.root, "--min-age", 3600, "-q")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("1  too young", result.stdout)
        self.assertFalse(
            (archive.root / pair_of(archive.good[1])[0]).exists())

    def test_a_stop_file_ends_it(self):
        archive = self.archive(5)
        stop = self.work / "stop"
        stop.touch()
        result = pack(archive.root, "--stop-file", stop, "-q")
        self.assertEqual(result.returncode, 1)
        self.assertIn("5  not finished", result.stdout)
        stop.unlink()
        self.assertEqual(
            pack(archive.root, "--stop-file", stop, "-q").returncode, 0)

    def test_a_stop_file_ends_a_long_recording_at_its_next_chunk(self):
        archive = self.archive(0)
        archive.write("x.bin", b"\0" * (N_CHANNELS * 2 * RATE * 1000))
        archive.write("x.meta", meta(N_CHANNELS * 2 * RATE * 1000))
        stop = self.work / "stop"
        child = subprocess.Popen(
            [programs / "mtscomp-pack", archive.root, "--stop-file", stop,
             "-q", "--max-rate", "0.1"], stdout=subprocess.PIPE)
        time.sleep(1)
        stop.touch()
        child.communicate(timeout=30)
        self.assertEqual(child.returncode, 1)
        self.assertEqual(sorted(os.listdir(archive.root)),
                         ["x.bin", "x.meta"])

    def test_a_file_that_grows_while_it_is_packed_is_refused(self):
        archive = self.archive(0)
        size = N_CHANNELS * 2 * RATE * 100
        archive.write("x.bin", b"\0" * size)
        archive.write("x.meta", meta(size))
        with still_growing(archive.root / "x.bin"):
            result = pack(archive.root, "-q", "--max-rate", "0.5")
        self.assertEqual(result.returncode, 1)
        self.assertIn("changed while it was being packed", result.stderr)
        self.assertEqual(sorted(os.listdir(archive.root)),
                         ["x.bin", "x.meta"])

    def test_what_cannot_be_read_is_told(self):
        if os.geteuid() != 0:
            self.skipTest("needs root, to change the user")
        archive = self.archive(3)
        hidden = archive.root / "hidden"
        hidden.mkdir(mode=0)
        (archive.root / archive.good[0]).chmod(0)
        (archive.root / archive.good[1]).with_suffix(".meta").chmod(0)
        another = 65534
        for directory, names, files in os.walk(self.work):
            for name in [".", *names, *files]:
                os.chown(os.path.join(directory, name), another, another)
        result = pack(archive.root, "-q", user=another, group=another,
                      extra_groups=[])
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stderr.count("Permission denied"), 3,
                         result.stderr)
        self.assertIn("1  packed", result.stdout)
        self.assertIn("1  directories that cannot be read", result.stdout)
        self.assertIn("2  failed", result.stdout)
        hidden.chmod(0o700)

    def test_a_dry_run_writes_nothing_and_estimates(self):
        archive = self.archive(100)
        before = archive.contents()
        result = pack(archive.root, "--dry-run", "--log", self.log)
        self.assertEqual(result.returncode, 1, "bad ones are there")
        self.assertIn("90  to pack", result.stdout)
        self.assertRegex(result.stdout, r"to about .* ratio \d.* in about")
        self.assertEqual(archive.contents(), before)
        self.assertFalse(self.log.exists())

    def test_the_rate_is_kept(self):
        archive = self.archive(0)
        size = N_CHANNELS * 2 * RATE * 2000  # 2 MB
        archive.write("x.bin", random.Random(0).randbytes(size))
        archive.write("x.meta", meta(size))
        start = time.monotonic()
        self.assertEqual(
            pack(archive.root, "-q", "--max-rate", 2).returncode, 0)
        elapsed = time.monotonic() - start
        moved = size + (archive.root / "x.cbin").stat().st_size
        self.assertGreater(elapsed, moved / 2e6 - 0.5)

    def test_info_tells_what_is_packed_and_what_is_not(self):
        archive = self.archive(60)
        pack(archive.root, "-q", "--shard", "0/2")
        result = run("mtscomp-info", "--json", archive.root)
        self.assertEqual(result.returncode, 0, result.stderr)
        *recordings, totals = map(json.loads, result.stdout.splitlines())
        self.assertEqual(len(recordings), 60)
        self.assertEqual(totals["type"], "totals")
        self.assertEqual(totals["n_packed"] + totals["n_plain"], 60)
        self.assertEqual(totals["n_both"], totals["n_packed"])
        packed = [r for r in recordings if r["state"] == "packed"]
        self.assertEqual(totals["n_packed"], len(packed))
        self.assertEqual(totals["packed_raw_size"],
                         sum(r["raw_size"] for r in packed))
        self.assertLess(totals["estimated_cbin_size"], totals["plain_size"])
        self.assertEqual(
            set(packed[0]),
            {"type", "state", "problem", "cbin", "ch", "meta", "raw",
             "raw_size", "plain_size", "cbin_size", "ratio", "version",
             "algorithm", "comp_level", "dtype", "sample_rate", "n_channels",
             "n_samples", "duration", "n_chunks", "n_segments", "chunk_duration",
             "transform", "shape", "chopped", "sha1_compressed",
             "sha1_uncompressed"})
        text = run("mtscomp-info", archive.root).stdout
        for word in ("packed", "saves", "not packed", "to about", "broken"):
            self.assertIn(word, text)

    # Bug: info reported a partial file, and verify did not report it.
    def test_backup_of_a_killed_run_is_reported_and_restored(self):
        archive = self.archive(1)
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        cbin, header = (archive.root / name
                        for name in pair_of(archive.good[0]))
        digits = hashlib.sha1(cbin.name.encode()).hexdigest()[:8]
        kept = f".partial-{socket.gethostname()}-12-replaced"
        asides = [cbin.with_name(cbin.name + kept),
                  header.with_name(f"{header.name}{kept}-{digits}")]
        cbin.rename(asides[0])
        header.rename(asides[1])
        result = run("mtscomp-info", archive.root)
        self.assertNotIn("partial file", result.stdout)
        for aside in asides:
            self.assertIn(f"{aside}: backup of an older pair", result.stdout)
        for options in [], ["-q"], ["--json"], ["--safe-to-delete"]:
            result = run("mtscomp-verify", *options, archive.root)
            self.assertEqual(result.returncode, 1, options)
            for aside in asides:
                self.assertIn(f"{aside}: backup of an older",
                              result.stderr)
        # The pair is restored, and not packed again.
        inode = asides[0].stat().st_ino
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        self.assertEqual(cbin.stat().st_ino, inode)
        self.assertEqual(run("mtscomp-verify", archive.root).returncode, 0)

    # Bug: the file alone was "failed", and the tree did not name it.
    def test_verify_names_recordings_that_are_not_packed(self):
        archive = self.archive(2)
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        raw = archive.root / archive.good[0]
        cbin, header = (archive.root / name
                        for name in pair_of(archive.good[0]))
        cbin.unlink()
        header.rename(self.work / "away")
        dat = archive.root / "x.dat"
        dat.write_bytes(b"ab")
        for path, n_ok in (archive.root, 1), (raw, 0), (dat, 0):
            result = run("mtscomp-verify", path)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(result.stdout.count("ok "), n_ok)
            self.assertIn(f"{dat if path == dat else raw}: not packed\n",
                          result.stderr)
            self.assertIn(f"{n_ok} ok, 0 unproven, 0 failed, 0 not verified, "
                          "1 not packed", result.stderr)
            result = run("mtscomp-verify", "-q", path)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
        (self.work / "away").rename(header)
        for path in archive.root, raw:
            result = run("mtscomp-verify", path)
            self.assertEqual(result.returncode, 1)
            self.assertIn("failed  ", result.stdout)
            self.assertNotIn(": not packed", result.stderr)

    def test_verify_names_each_unpacked_recording_in_one_share(self):
        archive = self.archive(3)
        shares = [run("mtscomp-verify", "--shard", f"{i}/2", archive.root)
                  .stderr for i in range(2)]
        for name in archive.good:
            self.assertEqual("".join(shares).count(f"{name}: not packed"), 1)

    def test_verify_has_documented_fields(self):
        archive = self.archive(1)
        pack(archive.root, "-q")
        cbin = archive.root / pair_of(archive.good[0])[0]
        line = json.loads(
            run("mtscomp-verify", "--json", "--safe-to-delete", cbin).stdout)
        self.assertEqual(
            set(line),
            {"type", "cbin", "ch", "meta", "raw", "result", "checks",
             "problems", "raw_size", "cbin_size", "n_chunks", "n_bad_chunks",
             "sha1_uncompressed", "safe_to_delete"})
        self.assertEqual(
            line["checks"],
            dict.fromkeys(["header", "size", "chunks", "sha1_compressed",
                           "sha1_uncompressed", "file_size", "file_sha1",
                           "raw"], "ok"))
        self.assertIs(line["safe_to_delete"], True)

    def test_the_log_has_documented_fields(self):
        archive = self.archive(1)
        pack(archive.root, "-q", "--log", self.log)
        self.assertEqual(
            set(lines_of(self.log)[0]),
            {"time", "host", "pid", "status", "raw", "cbin", "reason",
             "warnings", "raw_size", "cbin_size", "sha1_uncompressed",
             "seconds"})

    def test_the_log_is_no_recording(self):
        # Bug: the lines were appended to the .cbin.
        archive = self.archive(1)
        pack(archive.root, "-q")
        cbin = archive.root / pair_of(archive.good[0])[0]
        before = cbin.read_bytes()
        result = pack(archive.root, "-q", "--log", cbin)
        self.assertEqual(result.returncode, 1)
        self.assertIn("a log must not have the name of a recording",
                      result.stderr)
        self.assertEqual(cbin.read_bytes(), before)

    def test_trees_and_files_do_not_mix(self):
        archive = self.archive(1)
        raw = archive.root / archive.good[0]
        for arguments, reason in [
                ([archive.root, raw], "not a directory"),
                ([raw, "--jobs", 2], "but --jobs is for directories only"),
                ([raw, "b.cbin", "b.ch", "extra"],
                 "but a fourth path, extra, is for directories only"),
                ([archive.root, self.work, "--output-dir", "x"],
                 "--output-dir"),
                ([archive.root, "--set-default"], "--set-default"),
                ([archive.root, "--shard", "2/2"], "2/2")]:
            result = pack(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(reason, result.stderr)

    def test_discovery_asks_for_no_file_that_its_name_rules_out(self):
        if not shutil.which("strace"):
            self.skipTest("there is no strace")
        n_files = int(os.environ.get("MTSCOMP_TEST_FILES", 20000))
        archive = self.archive(n_files // 200)
        for i in range(n_files):
            archive.write(f"other/{i // 1000:03}/file{i}.npy", b"")
        trace = self.work / "trace"
        start = time.monotonic()
        subprocess.run(
            ["strace", "-f", "-qq", "-o", trace, "-e", "trace=%%stat,%file",
             programs / "mtscomp-info", archive.root], check=False,
            stdout=subprocess.DEVNULL)
        elapsed = time.monotonic() - start
        calls = trace.read_text("utf-8", "replace").splitlines()
        print(f"{n_files} files: {len(calls)} system calls with a path or a "
              f"stat, {elapsed:.1f} s under strace", file=sys.stderr)
        self.assertFalse([call for call in calls if ".npy" in call])
        self.assertLess(len(calls), n_files)


if __name__ == "__main__":
    archive_case.main()
