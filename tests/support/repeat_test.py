#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""A failed test names its file and the command that repeats this test alone.

Usage: repeat_test.py PROGRAM (repeat_example_test) REPEATABLE (repeatable.sh)
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest

program, repeatable = map(os.path.abspath, sys.argv[1:])
REPEAT = re.compile(r"^(\S+): repeat with\n  (.+)$", re.MULTILINE)


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True,
                          check=False, **options)


def repeats_of(command, **options):
    return REPEAT.findall(run(command, **options).stdout)


class RepeatTest(unittest.TestCase):
    def test_each_failed_case_has_a_command(self):
        repeats = repeats_of([program])
        self.assertEqual([command.split("=")[1] for _, command in repeats],
                         ["'RepeatExampleTest.Fails'",
                          "'Number/RepeatExampleParameterTest.IsTwo/1'"])
        for file, _ in repeats:
            self.assertRegex(file, r"^tests/support/repeat_example_test\.cc:\d+$")

    def test_the_command_repeats_one_case_from_any_directory(self):
        for _, command in repeats_of([os.path.relpath(program)]):
            again = run(command, shell=True, cwd="/")
            self.assertEqual(again.returncode, 1)
            self.assertIn("Running 1 test from 1 test suite", again.stdout)

    def test_filtered_runs_have_it_too(self):
        self.assertEqual(
            len(repeats_of([program, "--gtest_filter=*IsTwo/*"])), 1)
        self.assertEqual(
            repeats_of([program, "--gtest_filter=*.Passes"]), [])


class ScriptTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.script = os.path.join(directory.name, "a_test.sh")

    def run_script(self, text):
        with open(self.script, "w", encoding="utf-8") as file:
            file.write(text)
        return run([repeatable, "/bin/sh", self.script, "two words"])

    def test_failed_script_has_a_command(self):
        result = self.run_script('echo "$1"; exit 3\n')
        self.assertEqual(result.returncode, 3)
        [(file, command)] = REPEAT.findall(result.stdout)
        self.assertEqual(file, self.script)
        again = run(command, shell=True, cwd="/")
        self.assertEqual((again.returncode, again.stdout), (3, "two words\n"))

    def test_others_have_none(self):
        for status in (0, 77):
            result = self.run_script(f"exit {status}\n")
            self.assertEqual((result.returncode, result.stdout), (status, ""))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
