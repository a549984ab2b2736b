#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Finds the GoogleTest programs with the tests of a place below tests/.

A place is a module (cache), a folder in it (codec/inflate) or a file
(reader/recording_reader).  The prefix tests/ and the suffixes .cc and _test.cc
may be there too.  Prints one line for each program: its path, the filter for
its tests in this place, and its ninja targets, separated by tabs.
Usage: find_tests.py BUILD_DIRECTORY PLACE
       find_tests.py --self-test
"""

import json
import os
import pathlib
import re
import subprocess
import sys

SUITE = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+)\s*,", re.MULTILINE)


TESTS = pathlib.Path("tests")


def plain_place(place):
    """The place below tests/, without suffixes."""
    place = place.rstrip("/").removeprefix("./").removeprefix("tests/")
    return place.removesuffix(".cc").removesuffix("_test")


def files_at(place):
    path = TESTS / place
    file = path.with_name(path.name + "_test.cc")
    return {file.resolve()} if file.is_file() else {
        found.resolve() for found in path.rglob("*_test.cc")}


def describe_missing(place):
    """The error message: the places in the nearest folder that exists."""
    folder = (TESTS / place).parent
    while not folder.is_dir():
        folder = folder.parent
    there = sorted({plain_place(found.name) for found in folder.iterdir()
                    if found.name.endswith("_test.cc") or
                    found.is_dir() and any(found.rglob("*_test.cc"))})
    return f"no tests called {place}; {folder} has: {', '.join(there)}"


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


def self_test():
    """Returns a problem, or None."""
    for place in ("cache/chunk_cache", "tests/cache/chunk_cache_test.cc",
                  "cache/chunk_cache.cc", "./tests/cache/chunk_cache"):
        if plain_place(place) != "cache/chunk_cache" or len(
                files_at(plain_place(place))) != 1:
            return f"{place}: expected one file"
    message = describe_missing("cache/no_such")
    if not (message.startswith("no tests called cache/no_such; tests/cache has")
            and ", chunk_cache, " in message):
        return message
    return None


def main():
    if sys.argv[1:] == ["--self-test"]:
        raise SystemExit(self_test())
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    build, place = sys.argv[1], plain_place(sys.argv[2])
    wanted = files_at(place)
    found = {program: (sources & wanted, targets)
             for program, sources, targets in programs(build)
             if sources & wanted}
    if not found:
        raise SystemExit(describe_missing(place))
    for program, (sources, targets) in found.items():
        print(program, filter_of(sources), " ".join(targets), sep="\t")


if __name__ == "__main__":
    main()
