#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""An archive of 2,000 recordings, good and bad: packed, killed, verified.

Usage: archive_test.py DIRECTORY_OF_PROGRAMS [NAME_OF_TEST...]
"""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

import archive_case
from archive_case import ArchiveCase, lines_of, pack, pair_of, programs, run
from synthetic_archive import Archive, meta, still_growing

scripts = pathlib.Path(__file__).resolve().parents[3] / "scripts"


class ArchiveTest(ArchiveCase):
    def test_two_thousand_recordings(self):
        archive = self.archive(2000)
        before = archive.contents()
        growing = "subject00/growing.ap.bin"
        archive.write(growing, b"\0" * 1000)
        archive.write("subject00/growing.ap.meta", meta(1000))
        archive.make_old()
        start = time.monotonic()
        with still_growing(archive.root / growing):
            result = pack(archive.root, "--jobs", 2, "--log", self.log,
                          "--min-age", 3600, "-q")
        print(f"packed in {time.monotonic() - start:.1f} s\n{result.stdout}",
              file=sys.stderr)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.check_all_packed(archive)
        log = lines_of(self.log)
        n_all = len(archive.good) + len(archive.bad) + len(archive.symlinks)
        self.assertEqual(len(log), n_all + 1)
        of_status = {}
        for line in log:
            path = os.fsencode(line["raw"])
            of_status.setdefault(line["status"], set()).add(
                os.path.relpath(os.fsdecode(path), archive.root))
        self.assertEqual(of_status["packed"], set(archive.good))
        self.assertEqual(of_status["young"], {growing})
        self.assertEqual(of_status["failed"], set(archive.bad))
        self.assertEqual(of_status["symlink"], set(archive.symlinks))
        for line in log:
            self.assertEqual(line["status"] == "failed",
                             line["reason"] is not None, line)
        # No existing file has changed.
        (archive.root / growing).unlink()
        after = archive.contents()
        self.assertEqual(before, {path: after[path] for path in before})
        self.check_proven(archive)
        self.check_second_run(archive, after)

    def check_proven(self, archive):
        result = run("mtscomp-verify", "--safe-to-delete", "-0", archive.root)
        safe = {os.path.relpath(path, archive.root)
                for path in result.stdout.split("\0") if path}
        self.assertEqual(safe, set(archive.good))
        self.assertEqual(result.returncode, 1, "broken pairs are there")

    def check_second_run(self, archive, before):
        times = {path: os.stat(archive.root / path, follow_symlinks=False)
                 for path in before}
        second = self.work / "second.jsonl"
        result = pack(archive.root, "--log", second, "-q")
        self.assertEqual(result.returncode, 1)
        statuses = [line["status"] for line in lines_of(second)]
        self.assertNotIn("packed", statuses)
        self.assertEqual(statuses.count("done"), len(archive.good))
        self.assertEqual(archive.contents(), before)
        for path, status in times.items():
            now = os.stat(archive.root / path, follow_symlinks=False)
            self.assertEqual((now.st_ino, now.st_mtime_ns),
                             (status.st_ino, status.st_mtime_ns), path)

    def test_killed_at_random_it_ends_in_the_same_state(self):
        seed = int(os.environ.get("MTSCOMP_TEST_SEED",
                                  time.time_ns() % 2 ** 31))
        print(f"MTSCOMP_TEST_SEED={seed}", file=sys.stderr)
        rng = random.Random(seed)
        archive = self.archive(300)
        reference = Archive(self.work / "reference", 300)
        start = time.monotonic()
        pack(reference.root, "-q")
        whole = time.monotonic() - start
        n_killed = 0
        for _ in range(15):
            child = subprocess.Popen(
                [programs / "mtscomp-pack", archive.root, "-q", "--jobs", "2",
                 "--log", self.log], stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0, whole / 4))
            n_killed += child.poll() is None
            child.send_signal(signal.SIGKILL)
            child.wait()
            # Every existing pair is correct.
            result = run("mtscomp-verify", "-q", "--json", archive.root)
            for line in map(json.loads, result.stdout.splitlines()):
                raw = os.path.relpath(line["raw"] or line["cbin"] or "x",
                                      archive.root)
                if raw in archive.good and line["ch"]:
                    self.assertEqual(line["result"], "ok", line)
        print(f"{n_killed} kills", file=sys.stderr)
        self.assertEqual(pack(archive.root, "-q").returncode, 1)
        self.assertEqual(archive.contents(), reference.contents())

    def test_shards_share_nothing_and_do_all(self):
        archive = self.archive(200)
        running = [subprocess.Popen(
            [programs / "mtscomp-pack", archive.root, "-q", "--shard",
             f"{i}/3", "--log", self.work / f"log{i}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for i in range(3)]
        for child in running:
            child.wait()
        self.check_all_packed(archive)
        touched = [{line["raw"] for line in lines_of(self.work / f"log{i}")}
                   for i in range(3)]
        self.assertEqual(sum(map(len, touched)), len(set.union(*touched)))
        self.assertEqual(len(set.union(*touched)), 200)
        self.assertTrue(all(touched))

    def run_script(self, name, *arguments, **environment):
        return subprocess.run(
            [scripts / name, *map(str, arguments)], check=False,
            env={**os.environ, "HOME": "/nonexistent",
                 "MTSCOMP_PACK": str(programs / "mtscomp-pack"),
                 "LOG_DIR": str(self.work), **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def check_logs(self, archive, names):
        logs = [lines_of(self.work / name) for name in names]
        self.assertEqual(sum(map(len, logs)), len(archive.good))
        self.assertEqual(len({line["raw"] for log in logs for line in log}),
                         len(archive.good))
        self.assertTrue(all(logs), "each had a share")

    def test_tasks_of_a_job_array_pack_the_tree(self):
        archive = self.archive(60)
        for task in range(3):
            result = self.run_script(
                "slurm_pack_tree.sh", archive.root,
                SLURM_ARRAY_JOB_ID="7", SLURM_ARRAY_TASK_ID=str(task),
                SLURM_ARRAY_TASK_COUNT="3", SLURM_ARRAY_TASK_MIN="0",
                SLURM_ARRAY_TASK_MAX="2", SLURM_CPUS_PER_TASK="2")
            self.assertEqual(result.returncode, 0, result.stdout)
        self.check_all_packed(archive)
        self.check_logs(archive, [f"pack-7-{task}.jsonl" for task in range(3)])

    def test_a_job_array_with_gaps_has_to_say_how_many_shares(self):
        archive = self.archive(60)
        gaps = {"SLURM_ARRAY_JOB_ID": "7", "SLURM_ARRAY_TASK_ID": "3",
                "SLURM_ARRAY_TASK_COUNT": "1", "SLURM_ARRAY_TASK_MIN": "3",
                "SLURM_ARRAY_TASK_MAX": "3"}
        result = self.run_script("slurm_pack_tree.sh", archive.root, **gaps)
        self.assertEqual(result.returncode, 2, result.stdout)
        result = self.run_script("slurm_pack_tree.sh", archive.root,
                                 N_SHARDS="4", **gaps)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertLess(len(lines_of(self.work / "pack-7-3.jsonl")), 60)

    def test_hosts_pack_the_tree_without_a_scheduler(self):
        archive = self.archive(60)
        result = self.run_script("pack_tree_on_hosts.sh",
                                 "localhost,localhost", archive.root)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.check_all_packed(archive)
        self.check_logs(archive, ["pack-0.jsonl", "pack-1.jsonl"])
        archive.write("bad.bin", b"x")
        result = self.run_script("pack_tree_on_hosts.sh",
                                 "localhost,localhost", archive.root)
        self.assertEqual(result.returncode, 1, result.stdout)

    def test_a_mirrored_tree_and_its_proof(self):
        archive = self.archive(60)
        archive.bad = []
        before = archive.contents()
        out = self.work / "packed"
        result = pack(archive.root, "--output-dir", out, "-q")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(archive.contents(), before)
        result = run("mtscomp-verify", "--safe-to-delete", "--raw-dir",
                     archive.root, out)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(
            {os.path.relpath(path, archive.root)
             for path in result.stdout.splitlines()}, set(archive.good))
        result = pack(archive.root, "--output-dir", out, "-q",
                      "--verify-existing")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("60  already packed", result.stdout)

    def test_a_broken_pair_is_found_and_replaced_on_request(self):
        archive = self.archive(10)
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        cbin = archive.root / pair_of(archive.good[3])[0]
        good = cbin.read_bytes()
        cbin.write_bytes(good[:-1])
        self.assertEqual(pack(archive.root, "-q").returncode, 1)
        result = pack(archive.root, "-q", "--overwrite")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(cbin.read_bytes(), good)
        # The size is the same: only full verification finds it.
        cbin.write_bytes(good[:-1] + b"x")
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        result = pack(archive.root, "-q", "--overwrite")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("10  already packed", result.stdout)
        result = pack(archive.root, "-q", "--verify-existing")
        self.assertEqual(result.returncode, 1)
        self.assertIn("--overwrite packs the recording again", result.stderr)
        result = pack(archive.root, "-q", "--verify-existing", "--overwrite")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(cbin.read_bytes(), good)


if __name__ == "__main__":
    archive_case.main()
