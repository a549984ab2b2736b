#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Finds the GoogleTest programs with the tests of a place below tests/.

A place is a module (cache), a folder in it (codec/inflate) or a file without
its suffix (reader/recording_reader).  Prints one line for each program: its
path, the filter for its tests in this place, and its ninja targets, separated
by tabs.
Usage: find_tests.py BUILD_DIRECTORY PLACE
"""

import json
import os
import pathlib
import re
import subprocess
import sys

SUITE = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+)\s*,", re.MULTILINE)


def files_at(place):
    path = pathlib.Path("tests") / place
    file = path.with_name(path.name.removesuffix("_test") + "_test.cc")
    return {file.resolve()} if file.is_file() else {
        found.resolve() for found in path.rglob("*_test.cc")}


def filter_of(files):
    suites = {suite for file in files for suite in SUITE.findall(file.read_text())}
    return ":".join(f"{suite}.*:*/{suite}.*" for suite in sorted(suites))


def introspect(build, what):
    listed = subprocess.run(["meson", "introspect", what, build],
                            stdout=subprocess.PIPE, check=True)
    return json.loads(listed.stdout)


def programs(build):
    """Yields (program, sources, targets) for each test that is a program."""
    targets = {target["id"]: target
               for target in introspect(build, "--targets")}

    def name_of(target):
        return os.path.relpath(target["filename"][0], build)

    for test in introspect(build, "--tests"):
        used = [targets[name] for name in test["depends"]]
        for target in used:
            if test["cmd"][0] in target["filename"]:
                sources = {pathlib.Path(source)
                           for part in target["target_sources"]
                           for source in part.get("sources", [])}
                yield name_of(target), sources, list(map(name_of, used))


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    build, place = sys.argv[1:]
    wanted = files_at(place)
    found = {program: (sources & wanted, targets)
             for program, sources, targets in programs(build)
             if sources & wanted}
    if not found:
        raise SystemExit(f"tests/{place}: expected GoogleTests, found none")
    for program, (sources, targets) in found.items():
        print(program, filter_of(sources), " ".join(targets), sep="\t")


if __name__ == "__main__":
    main()
