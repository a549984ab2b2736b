#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Checks every #include of include/ and src/ against two tables.

All headers share one include path, so the linker alone would not notice a
module that includes one above it.
Usage: check_layers.py ROOT | check_layers.py --self-test
"""

import fnmatch
import pathlib
import re
import sys
import tempfile

# Which modules a module may include besides itself (ARCHITECTURE.md).
ALLOWED = {
    "portable": set(),
    "base": set(),
    "format": {"base"},
    "metadata": {"base", "format"},
    "codec": {"base", "format"},
    "cache": {"base"},
    "reader": {"base", "format", "codec", "cache"},
    "writer": {"base", "format", "metadata", "codec"},
    "archive": {"base", "format", "metadata", "codec", "reader", "writer"},
    "filesystem": {"base", "format", "cache", "reader"},
    "programs": {"base", "format", "metadata", "codec", "cache", "reader",
                 "writer", "archive", "filesystem"},
}

# Which files may include a library whose header matches.
CONFINED = {
    "rapidjson/*": "src/base/json.cc",
    "openssl/*": "src/base/sha1.cc",
    "spdlog/sinks/*": "src/base/log.cc",
    "spdlog/pattern_formatter.h": "src/base/journal_format.cc",
    "libdeflate.h": "src/codec/*flate*.cc",
    "zlib.h": "src/codec/*zlib*",
    "fuse*": "src/filesystem/fuse_api.h",
    "CLI/*": "src/programs/*_options.cc",
}

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
OURS = re.compile(r"(mtscomp/)?(\w+)/\w+\.h")


def check_own(module, is_public, header):
    """What is wrong with including one of our headers, or None."""
    match = OURS.fullmatch(header)
    if not match:
        return "expected mtscomp/MODULE/NAME.h or MODULE/NAME.h"
    other = match[2]
    if not match[1] and (other != module or is_public):
        return f"a private header, allowed in src/{other} only"
    if other != module and other not in ALLOWED[module]:
        names = ", ".join(sorted(ALLOWED[module])) or "no other module"
        return f"{module} may include {names}"
    return None


def check_library(path, header):
    for pattern, place in CONFINED.items():
        if fnmatch.fnmatch(header, pattern):
            return (None if fnmatch.fnmatch(path, place)
                    else f"allowed in {place} only")
    return None


def check_file(root, file):
    path = file.relative_to(root).as_posix()
    module = file.parent.name
    if module not in ALLOWED:
        return [f"{path}:1: module {module}: missing from check_layers.py"]
    problems = []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match[2]
        is_ours = match[1] == '"' or header.startswith("mtscomp/")
        problem = (check_own(module, path.startswith("include/"), header)
                   if is_ours else check_library(path, header))
        if problem:
            problems.append(f"{path}:{number}: found {header}: {problem}")
    return problems


def check_tree(root):
    files = [file for pattern in ("include/**/*.h", "src/**/*.h", "src/**/*.cc")
             for file in sorted(root.glob(pattern))]
    if not files:
        return [f"{root}: expected include/ and src/ with sources, found none"]
    return [problem for file in files for problem in check_file(root, file)]


# What stands in a file of the self-test's tree -> what must be said of it.
SELF_TEST = {
    "src/base/a.cc": ('#include "mtscomp/format/header.h"', "base may include"),
    "src/cache/b.cc": ("#include <zlib.h>", "src/codec/*zlib* only"),
    "src/reader/c.cc": ('#include "filesystem/fuse_api.h"', "a private header"),
    "include/mtscomp/reader/d.h": ('#include "reader/x.h"', "a private header"),
    "src/codec/e.cc": ('#include "../base/f.h"', "expected mtscomp/"),
    "src/unheard_of/f.cc": ("", "missing from check_layers.py"),
    "src/codec/inflate_zlib_x.cc": ("#include <zlib.h>", None),
    "src/writer/i.cc": ('#include "mtscomp/reader/recording.h"',
                        "writer may include"),
    "src/reader/g.cc": ('#include "mtscomp/cache/chunk_cache.h"', None),
    "src/filesystem/h.cc": ('#include "filesystem/fuse_api.h"', None),
}


def self_test():
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for path, (line, _) in SELF_TEST.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(line + "\n")
        problems = check_tree(root)
    failures = []
    for path, (line, expected) in SELF_TEST.items():
        found = [p for p in problems if p.startswith(path + ":1:")]
        is_right = (len(found) == 1 and expected in found[0] if expected
                    else not found)
        if not is_right:
            failures.append(f"{path}: {line}: expected {expected}, found {found}")
    return failures


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    problems = (self_test() if sys.argv[1] == "--self-test"
                else check_tree(pathlib.Path(sys.argv[1])))
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
