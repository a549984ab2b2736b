# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Common code of the tests of programs on whole archives."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from synthetic_archive import Archive

programs = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None


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


class ArchiveCase(unittest.TestCase):
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


def main():
    """PROGRAM DIRECTORY_OF_PROGRAMS [NAME_OF_TEST...]"""
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=2)
