#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Checks every #include of include/ and src/ against three tables.

All headers share two include paths, so the linker alone would not detect a
forbidden #include between modules, or between parts of one.
Usage: check_layers.py ROOT | check_layers.py --self-test
"""

import fnmatch
import pathlib
import re
import sys
import tempfile

# Which modules a module may include besides itself (ARCHITECTURE.md).
MODULES = {
    "portable": set(),
    "base": set(),
    "format": {"base"},
    "metadata": {"base", "format"},
    "codec": {"base", "format"},
    "cache": {"base"},
    "source": {"base"},
    "reader": {"base", "format", "codec", "cache", "source"},
    "writer": {"base", "format", "metadata", "codec"},
    "archive": {"base", "format", "metadata", "codec", "source", "reader",
                "writer"},
    "filesystem": {"base", "format", "cache", "source", "reader"},
    "programs": {"base", "format", "metadata", "codec", "cache", "source",
                 "reader", "writer", "archive", "filesystem"},
}

# Which folders of its module a folder may include besides itself.
PARTS = {
    "archive": {"archive/find", "archive/verify", "archive/tree",
                "archive/pack_tree", "archive/repack"},
    "archive/find": set(),
    "archive/verify": {"archive/find"},
    "archive/tree": {"archive/find"},
    "archive/pack_tree": {"archive/find", "archive/verify", "archive/tree"},
    "archive/repack": {"archive/find", "archive/tree"},
    "base/containers": set(),
    "base/text": set(),
    "base/memory": set(),
    "base/json": {"base/text"},
    "base/log": {"base/text"},
    "base/threads": {"base/text"},
    "base/time": set(),
    "base/files": {"base/text"},
    "base/mounts": {"base/text", "base/files"},
    "base/process": {"base/text", "base/files"},
    "base/directories": {"base/text", "base/files", "base/mounts"},
    "base/files/permissions": {"base/text", "base/files", "base/directories"},
    "base/files/output": {"base/text", "base/files", "base/directories",
                          "base/files/permissions"},
    "cache": set(),
    "codec/cpu": set(),
    "codec/transform": set(),
    "codec/transform/int16": {"codec/cpu", "codec/transform"},
    "codec/zlib": {"codec/transform"},
    # These two are independent: the verifier of chunks cannot share an error
    # with their encoder.
    "codec/inflate": {"codec/cpu", "codec/zlib"},
    "codec/deflate/block": {"codec/zlib"},
    "codec/deflate/match": {"codec/cpu", "codec/zlib",
                            "codec/deflate/block"},
    "codec/deflate": {"codec/zlib", "codec/deflate/block",
                      "codec/deflate/match"},
    "codec": {"codec/transform", "codec/transform/int16", "codec/zlib",
              "codec/inflate", "codec/deflate"},
    "filesystem/view": set(),
    "filesystem/mounting": set(),
    "filesystem/fuse/kernel": {"filesystem/mounting"},
    "filesystem/fuse/tables": {"filesystem/view"},
    "filesystem/fuse/requests": {"filesystem/view", "filesystem/fuse/kernel",
                                 "filesystem/fuse/tables"},
    "filesystem/fuse": {"filesystem/fuse/kernel", "filesystem/fuse/requests"},
    "format": set(),
    "metadata": set(),
    "portable": set(),
    "programs/cli": set(),
    "programs/chop": {"programs/cli"},
    "programs/info": {"programs/cli"},
    "programs/pack": {"programs/cli"},
    "programs/repack": {"programs/cli", "programs/pack"},
    "programs/unpack": {"programs/cli"},
    "programs/verify": {"programs/cli"},
    "programs/mount/options": {"programs/cli"},
    "programs/mount/status": {"programs/mount/options"},
    "programs/mount": {"programs/cli", "programs/mount/options",
                       "programs/mount/status"},
    "programs": {"programs/cli", "programs/chop", "programs/info",
                 "programs/mount", "programs/mount/options",
                 "programs/mount/status", "programs/pack", "programs/repack",
                 "programs/unpack", "programs/verify"},
    "reader/headers": set(),
    "reader/location": set(),
    "reader": {"reader/headers", "reader/location"},
    "source": {"source/disk_cache"},
    "source/address": {"source", "source/disk_cache", "source/http",
                       "source/http/client", "source/http/listing",
                       "source/http/url", "source/s3",
                       "source/s3/credentials"},
    "source/disk_cache/files": set(),
    "source/disk_cache": {"source/disk_cache/files"},
    "source/http/transfer": {"source/http/url"},
    "source/http/client/answers": {"source/http/transfer", "source/http/url"},
    "source/http/client": {"source/http/client/answers",
                           "source/http/transfer", "source/http/url"},
    "source/http/url": set(),
    "source/http/listing": {"source/http/transfer", "source/http/url"},
    "source/http/cache": {"source/http/listing", "source/http/transfer"},
    "source/http": {"source", "source/disk_cache", "source/http/cache",
                    "source/http/client", "source/http/listing",
                    "source/http/transfer", "source/http/url"},
    "source/local": {"source"},
    "source/s3/credentials": {"source/http/transfer"},
    "source/s3": {"source", "source/http", "source/http/client",
                  "source/http/listing", "source/http/transfer",
                  "source/http/url", "source/s3/credentials"},
    "writer/commit": set(),
    "writer": {"writer/commit"},
}

# The files that may include a library's headers, or headers of one kind of
# source (patterns).
CONFINED = {
    "curl/*": ["src/source/http/client/http_connection.cc"],
    "rapidjson/*": ["src/base/json/json.cc"],
    "openssl/*": ["src/base/files/sha1.cc", "src/base/text/base64.cc",
                  "src/base/text/sha256.cc"],
    "pugixml.hpp": ["src/source/s3/list_objects.cc"],
    "spdlog/sinks/*": ["src/base/log/log.cc"],
    "spdlog/pattern_formatter.h": ["src/base/log/journal_format.cc"],
    "libdeflate.h": ["src/codec/*/*_libdeflate.cc",
                     "src/source/disk_cache/files/crc32_libdeflate.cc"],
    "zlib.h": ["src/codec/*_zlib.cc", "src/codec/zlib/zlib_piece.h",
               "src/source/disk_cache/files/crc32_zlib.cc",
               "src/codec/without_libdeflate.cc"],
    "fuse*": ["src/filesystem/fuse/kernel/fuse_api.h"],
    "CLI/*": ["src/programs/*_options.cc"],
    "source/local/*": ["src/source/local/*", "src/programs/mount/*"],
}

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
API = "mtscomp/"


class Tree:
    """The sources, and the folder below src/ of each."""

    def __init__(self, root):
        self.root = root
        self.files = [file for pattern in
                      ("include/**/*.h", "src/**/*.h", "src/**/*.cc")
                      for file in sorted(root.glob(pattern))]
        # An installed header belongs to the folder of its source.
        self.folders_of_sources = {
            (file.relative_to(root).parts[1], file.stem):
            file.parent.relative_to(root / "src").as_posix()
            for file in self.files if file.suffix == ".cc"}

    def folder_of(self, path):
        """The folder of a file, by its path from the root; for an installed
        header without a source, its module."""
        parts = pathlib.PurePosixPath(path).parts
        if parts[0] == "src":
            return "/".join(parts[1:-1])
        module, stem = parts[2], parts[-1].removesuffix(".h")
        return self.folders_of_sources.get((module, stem), module)

    def path_of_header(self, header):
        return ("include/" if header.startswith(API) else "src/") + header


def check_own(tree, path, header):
    """The error in including one of our headers, or None."""
    target = tree.path_of_header(header)
    if not (tree.root / target).is_file():
        return "no such file"
    if path.startswith("include/") and not header.startswith(API):
        return "an installed header may include installed ones only"
    folder, other = tree.folder_of(path), tree.folder_of(target)
    module, other_module = folder.split("/")[0], other.split("/")[0]
    if other_module != module:
        if other_module in MODULES[module]:
            return None
        names = ", ".join(sorted(MODULES[module])) or "no other module"
        return f"{module} may include {names}"
    is_installed_alone = other == module and header.startswith(API)
    if other == folder or is_installed_alone or other in PARTS[folder]:
        return None
    names = ", ".join(sorted(PARTS[folder])) or "no other folder"
    return f"{folder} may include {names}"


def check_confined(path, header):
    for pattern, places in CONFINED.items():
        if fnmatch.fnmatch(header, pattern):
            return (None if any(fnmatch.fnmatch(path, p) for p in places)
                    else f"allowed in {' and '.join(places)} only")
    return None


def check_file(tree, file):
    path = file.relative_to(tree.root).as_posix()
    folder = tree.folder_of(path)
    module = folder.split("/")[0]
    if module not in MODULES:
        return [f"{path}:1: module {module}: missing from check_layers.py"]
    if folder not in PARTS and path.startswith("src/"):
        return [f"{path}:1: folder {folder}: missing from check_layers.py"]
    problems = []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match[2]
        is_ours = match[1] == '"' or header.startswith(API)
        problem = ((check_own(tree, path, header) if is_ours else None)
                   or check_confined(path, header))
        if problem:
            problems.append(f"{path}:{number}: found {header}: {problem}")
    return problems


def find_circle(allowed):
    """A folder or module that may include itself indirectly, or None."""
    reached = {place: set(others) for place, others in allowed.items()}
    for _ in allowed:
        for others in reached.values():
            others.update(*(reached.get(other, ()) for other in tuple(others)))
    return next((place for place in reached if place in reached[place]), None)


def check_tree(root):
    tree = Tree(root)
    if not tree.files:
        return [f"{root}: expected include/ and src/ with sources, found none"]
    return [problem for file in tree.files for problem in check_file(tree, file)]


# Content of a file in the self-test's tree -> the expected message.
SELF_TEST = {
    "src/base/text/a.cc": ('#include "mtscomp/format/h.h"', "base may include"),
    "src/cache/b.cc": ("#include <zlib.h>", "without_libdeflate.cc only"),
    "src/codec/zlib/adler_libdeflate.cc": ("#include <zlib.h>",
                                           "without_libdeflate.cc only"),
    "include/mtscomp/reader/d.h": ('#include "reader/x.h"',
                                   "installed ones only"),
    "src/codec/e.cc": ('#include "../base/f.h"', "no such file"),
    "src/reader/c.cc": ('#include "reader/gone.h"', "no such file"),
    "src/unheard_of/f.cc": ("", "module unheard_of: missing"),
    "src/base/unheard_of/f.cc": ("", "folder base/unheard_of: missing"),
    "src/codec/inflate/inflate_zlib.cc": ("#include <zlib.h>", None),
    "src/writer/i.cc": ('#include "mtscomp/reader/d.h"', "writer may include"),
    "src/reader/g.cc": ('#include "cache/chunk_cache.h"', None),
    "src/filesystem/fuse/requests/h.cc": (
        '#include "filesystem/fuse/kernel/fuse_api.h"', None),
    "src/filesystem/view/k.cc": (
        '#include "filesystem/fuse/kernel/fuse_api.h"',
        "filesystem/view may include no other"),
    "src/codec/inflate/l.cc": ('#include "mtscomp/codec/deflate.h"',
                               "codec/inflate may include codec/cpu"),
    "src/codec/m.cc": ('#include "mtscomp/codec/deflate.h"', None),
    "src/codec/inflate/n.cc": ('#include "mtscomp/codec/alone.h"', None),
    "src/filesystem/view/o.cc": ('#include "source/local/file.h"',
                                 "programs/mount/* only"),
    "src/programs/mount/p.cc": ('#include "source/local/file.h"', None),
    "src/source/q.cc": ('#include "source/local/file.h"',
                        "source may include source/disk_cache"),
    "src/source/local/file.h": ("", None),
    "include/mtscomp/codec/deflate.h": ("", None),
    "include/mtscomp/codec/alone.h": ("", None),
    "include/mtscomp/format/h.h": ("", None),
    "src/codec/deflate/deflate.cc": ("", None),
    "src/reader/x.h": ("", None),
    "src/cache/chunk_cache.h": ("", None),
    "src/filesystem/fuse/kernel/fuse_api.h": ("#include <fuse.h>", None),
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
    for allowed in (MODULES, PARTS):
        circle = find_circle(allowed)
        if circle:
            failures.append(f"{circle} may include itself by way of others")
    if find_circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) is None:
        failures.append("find_circle: a circle of three was not found")
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
