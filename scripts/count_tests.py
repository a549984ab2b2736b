#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Counts the single test cases of the last `meson test` in a build directory.

meson-logs/testlog.junit.xml lists the cases of each GoogleTest program.  If a
program crashed or ran out of time, its list is missing or shows no failure.
meson-logs/testlog.json has the result of each program.  The two are combined: a
failed program counts as at least one failed case.

The last line is `N passed, N failed`, followed by `, N skipped` if any were
skipped.  Fails if a case failed or nothing ran.
Usage: count_tests.py BUILD_DIRECTORY
"""

import collections
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

GOOD = {"OK", "EXPECTEDFAIL"}


def outcome_of(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    # GoogleTest lists a DISABLED_ test as one that was not run.
    if case.find("skipped") is not None or case.get("status") == "notrun":
        return "skipped"
    return "passed"


def read_cases(junit_path):
    """Yields (suite, case) for every case of a GoogleTest program."""
    for suite in ElementTree.parse(junit_path).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            yield suite.get("name"), case


def read_programs(json_path):
    with open(json_path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def describe(suite, case):
    texts = [e.get("message") or e.text or ""
             for e in case if e.tag in ("failure", "error")]
    return "\n".join([f"failed: {suite}: {case.get('name')}", *texts]).rstrip()


def count_program(program, cases):
    """Counts one program's cases, or the program itself if it has none."""
    counts = collections.Counter(outcome_of(case) for _, case in cases)
    result = program["result"]
    if result in GOOD:
        if not cases:
            counts["passed"] += 1
    elif result == "SKIP":
        counts["skipped"] += 0 if counts["skipped"] else 1
    elif not counts["failed"]:
        counts["failed"] += 1
        print(f"failed: {program['name']}: {result}, "
              f"exit status {program['returncode']}")
    return counts


def count(logs):
    programs = read_programs(logs / "testlog.json")
    cases = list(read_cases(logs / "testlog.junit.xml"))
    total = collections.Counter()
    for program in programs:
        # Meson names a GoogleTest suite "project.program.suite".  The suite
        # "project" contains the programs without cases.
        own = [(suite, case) for suite, case in cases
               if f".{program['name']}." in suite]
        for suite, case in own:
            if outcome_of(case) == "failed":
                print(describe(suite, case))
        total += count_program(program, own)
    return total


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    total = count(pathlib.Path(sys.argv[1]) / "meson-logs")
    line = f"{total['passed']} passed, {total['failed']} failed"
    if total["skipped"]:
        line += f", {total['skipped']} skipped"
    print(line)
    return 0 if total["passed"] and not total["failed"] else 1


if __name__ == "__main__":
    sys.exit(main())
