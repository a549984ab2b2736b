#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""An archive of 2,000 recordings, good and bad: packed, killed, proven.

Usage: archive_test.py DIRECTORY_OF_PROGRAMS [NAME_OF_TEST...]
"""

import contextlib
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

programs = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
scripts = pathlib.Path(__file__).resolve().parents[2] / "scripts"
N_CHANNELS = 5
RATE = 100


def meta(size, sha1="0", end="\n", n_channels=N_CHANNELS):
    lines = ["typeThis=imec", f"nSavedChans={n_channels}",
             f"imSampRate={RATE}", f"fileSizeBytes={size}",
             f"fileSHA1={sha1}", "~snsChanMap=(1,2,3)(a;0:0)"]
    return end.join(lines) + end


def oebin(*streams):
    return json.dumps({"continuous": [
        {"folder_name": name + "/", "num_channels": N_CHANNELS,
         "sample_rate": RATE} for name in streams]})


def samples(rng, n_samples):
    """A slow walk: packs to less than it is."""
    value = 0
    values = bytearray()
    for _ in range(n_samples * N_CHANNELS):
        value = max(-2000, min(2000, value + rng.randrange(-3, 4)))
        values += value.to_bytes(2, "little", signed=True)
    return bytes(values)


class Archive:
    """The tree; `good` and `bad` are relative paths of plain files."""

    def __init__(self, root, n, seed=0):
        self.root = pathlib.Path(root)
        self.good, self.bad, self.symlinks = [], [], []
        rng = random.Random(seed)
        # Few different contents: making them is slow in Python.
        contents = [samples(rng, k) for k in (1, 50, 100, 101, 250, 333)]
        for i in range(n):
            directory = f"subject{i % 20:02}/day{i % 7}/rec{i:04}"
            self.add(directory, i, contents[i % len(contents)])

    def write(self, path, content):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes)
                         else content.encode())

    def add(self, directory, i, content):
        sha1 = hashlib.sha1(content).hexdigest()
        size = len(content)
        kind = i % 100
        name = f"{directory}/run_g0_t{i}.imec0.ap"
        self.good.append(name + ".bin")
        if kind < 50:  # SpikeGLX
            self.write(name + ".bin", content)
            self.write(name + ".meta", meta(size, sha1.upper()))
        elif kind < 60:  # Windows' line ends
            self.write(name + ".bin", content)
            self.write(name + ".meta", meta(size, sha1, "\r\n"))
        elif kind < 70:  # ONE, with UUIDs
            one = f"{directory}/_spikeglx_ephysData_g0_t0.imec0.ap."
            self.good[-1] = f"{one}00000000-0000-0000-0000-{i:012}.bin"
            self.write(self.good[-1], content)
            self.write(f"{one}11111111-1111-1111-1111-{i:012}.meta",
                       meta(size, sha1))
        elif kind < 85:  # Open Ephys
            stream = "Neuropix-PXI-100.ProbeA-AP"
            self.good[-1] = (f"{directory}/recording1/continuous/{stream}/"
                             "continuous.dat")
            self.write(self.good[-1], content)
            self.write(f"{directory}/recording1/structure.oebin",
                       oebin(stream))
        elif kind < 90:  # A name that is not UTF-8
            self.good[-1] = None
            os.makedirs(os.fsencode(self.root / directory), exist_ok=True)
            stem = os.fsencode(self.root / directory) + b"/\xff run"
            pathlib.Path(os.fsdecode(stem + b".bin")).write_bytes(content)
            pathlib.Path(os.fsdecode(stem + b".meta")).write_text(meta(size))
            self.good[-1] = os.path.relpath(os.fsdecode(stem + b".bin"),
                                            self.root)
        else:
            self.good.pop()
            self.add_bad(name, kind, content)

    def add_bad(self, name, kind, content):
        self.bad.append(name + ".bin")
        description = meta(len(content))
        if kind == 90:
            description = None  # No .meta at all
        elif kind == 91:
            description = "typeThis=imec\nnSavedChans=five\nimSampRate=100\n"
        elif kind == 92:
            description = b"\x00\xff garbage"
        elif kind == 93:
            content = b""
        elif kind == 94:
            content += b"x"
        elif kind == 95:
            description = meta(len(content), n_channels=7)
            content = content[:-1]
        elif kind == 96:  # Half of a pair is in the way.
            self.write(name + ".cbin", b"somebody else's")
        elif kind == 97:  # A pair that is not one
            self.write(name + ".ch", "{")
        elif kind == 98:  # A directory where the .cbin should be
            (self.root / (name + ".cbin")).mkdir(parents=True)
        else:
            self.bad.pop()
            self.symlinks.append(name + ".bin")
            self.write(name + ".elsewhere", content)
            (self.root / (name + ".bin")).symlink_to(
                pathlib.Path(name).name + ".elsewhere")
            self.write(name + ".meta", description)
            return
        self.write(name + ".bin", content)
        if description is not None:
            self.write(name + ".meta", description)

    def make_old(self):
        for directory, _, names in os.walk(self.root):
            for name in names:
                os.utime(pathlib.Path(directory) / name, (0, 0),
                         follow_symlinks=False)

    def contents(self):
        """Of everything: path -> SHA-1 of a file, or what else it is."""
        found = {}
        for directory, _, names in os.walk(self.root):
            for name in names:
                path = pathlib.Path(directory) / name
                found[os.path.relpath(path, self.root)] = (
                    os.readlink(path) if path.is_symlink() else
                    hashlib.sha1(path.read_bytes()).hexdigest())
        return found


@contextlib.contextmanager
def still_growing(path):
    """Appends whole samples until the end of the block."""
    is_over = threading.Event()

    def grow():
        with open(path, "ab", buffering=0) as file:
            while not is_over.is_set():
                file.write(b"\0" * N_CHANNELS * 2)
                time.sleep(0.001)

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def run(program, *arguments, home="/nonexistent", **options):
    return subprocess.run([programs / program, *map(str, arguments)],
                          env={**os.environ, "HOME": home},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8", errors="surrogateescape",
                          check=False, **options)


def pack(*arguments, **options):
    return run("mtscomp-pack", *arguments, **options)


def lines_of(path):
    text = pathlib.Path(path).read_text("ascii")
    return [json.loads(line) for line in text.splitlines()]


def pair_of(raw):
    stem, suffix = os.path.splitext(raw)
    return stem + ".c" + suffix[1:], stem + ".ch"


class ArchiveTest(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work)
        self.log = self.work / "log.jsonl"

    def archive(self, n, **options):
        return Archive(self.work / "tree", n, **options)

    def check_all_packed(self, archive):
        for raw in archive.good:
            for name in pair_of(raw):
                self.assertTrue((archive.root / name).exists(), name)

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
        # Nothing of what was there has changed.
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
            # Whatever stands there is right.
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
        self.assertIn("60  packed already", result.stdout)

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
        # The same size: only a proof finds it.
        cbin.write_bytes(good[:-1] + b"x")
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        self.assertEqual(
            pack(archive.root, "-q", "--verify-existing").returncode, 1)

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
        # Bug: not the message about it either.
        self.assertIn("/a\\n/", result.stderr)
        self.assertNotIn("/a\n/", result.stderr)
        result = run("mtscomp-verify", "--safe-to-delete", "--null",
                     archive.root)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout.count("\0"), 1)

    def test_output_that_is_lost_is_an_error(self):
        archive = self.archive(1)
        self.assertEqual(pack(archive.root, "-q").returncode, 0)
        for command in (["mtscomp-info"], ["mtscomp-info", "--json"],
                        ["mtscomp-verify"]):
            with open("/dev/full", "w") as full:
                result = subprocess.run(
                    [programs / command[0], *command[1:], archive.root],
                    stdout=full, stderr=subprocess.DEVNULL)
            self.assertNotEqual(result.returncode, 0, command)

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
        self.assertIn("5  not reached", result.stdout)
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
        self.assertIn("changed while it was packed", result.stderr)
        self.assertEqual(sorted(os.listdir(archive.root)),
                         ["x.bin", "x.meta"])

    def test_what_cannot_be_read_is_told(self):
        if os.geteuid() != 0:
            self.skipTest("needs root, to become nobody")
        archive = self.archive(3)
        hidden = archive.root / "hidden"
        hidden.mkdir(mode=0)
        (archive.root / archive.good[0]).chmod(0)
        (archive.root / archive.good[1]).with_suffix(".meta").chmod(0)
        nobody = 65534
        for directory, names, files in os.walk(self.work):
            for name in [".", *names, *files]:
                os.chown(os.path.join(directory, name), nobody, nobody)
        result = pack(archive.root, "-q", user=nobody, group=nobody,
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
             "n_samples", "duration", "n_chunks", "chunk_duration",
             "transform", "shape", "chopped", "sha1_compressed",
             "sha1_uncompressed"})
        text = run("mtscomp-info", archive.root).stdout
        for word in ("packed", "saves", "not packed", "to about", "broken"):
            self.assertIn(word, text)

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

    def test_trees_and_files_do_not_mix(self):
        archive = self.archive(1)
        raw = archive.root / archive.good[0]
        self.assertEqual(pack(archive.root, raw).returncode, 1)
        self.assertEqual(pack(raw, "--jobs", 2).returncode, 1)
        self.assertEqual(
            pack(archive.root, self.work, "--output-dir", "x").returncode, 1)
        self.assertEqual(pack(archive.root, "--shard", "2/2").returncode, 2)

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
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
