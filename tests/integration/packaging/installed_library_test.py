#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""The installed library, used by another program: headers, linking, results.

usage: installed_library_test.py BUILD SOURCE SHARED COMPILER [ARGUMENT]...

Installs the development files into a temporary directory, compiles
docs/reference/example.cc against them with pkg-config, and compares its output
for a golden pair with the output of zlib and NumPy.

SHARED is the shared library of the same build, or "none".  It exports exactly
the symbols that the installed headers declare; the example also works with it.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

# int16, four channels, several chunks of one second each.
PAIR = "to_chop"
# Functions in docs/reference/api.md that are compiled into their callers.
INLINE = {"n_samples", "n_channels", "dtype", "sample_rate", "chunks",
          "read_samples"}


def install(build, root):
    """Returns the directories of the headers and of mtscomp.pc."""
    subprocess.run(
        ["meson", "install", "-C", build, "--no-rebuild", "--quiet",
         "--tags", "devel", "--destdir", root], check=True)
    (pc_file,) = root.rglob("mtscomp.pc")
    (headers,) = root.rglob("include/mtscomp")
    return headers, pc_file.parent


def flags(root, pkgconfig_dir):
    # The paths in mtscomp.pc are the final ones; here they are below `root`.
    environment = dict(os.environ, PKG_CONFIG_PATH=str(pkgconfig_dir),
                       PKG_CONFIG_SYSROOT_DIR=str(root))
    output = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "--static", "mtscomp"],
        env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return output.split()


# Compiles all headers: each may include installed headers only.
def check_headers(source, headers, directory, compile_command):
    found = {path.relative_to(headers) for path in headers.rglob("*.h")}
    ours = source / "include" / "mtscomp"
    expected = {path.relative_to(ours) for path in ours.rglob("*.h")}
    if found != expected:
        raise SystemExit(f"headers: expected {sorted(expected - found)} too, "
                         f"found {sorted(found - expected)} too")
    every = directory / "every_header.cc"
    every.write_text("".join(f'#include "mtscomp/{path}"\n'
                             for path in sorted(found)))
    subprocess.run([*compile_command, "-fsyntax-only", every], check=True)


def expected_output(source, cbin, ch, directory):
    raw = directory / "raw"
    subprocess.run(
        [sys.executable, source / "scripts" / "decode_with_numpy.py",
         cbin, ch, raw], check=True)
    header = json.loads(ch.read_text())
    n_channels, bounds = header["n_channels"], header["chunk_bounds"]
    samples = np.fromfile(raw, header["dtype"]).reshape(-1, n_channels)
    values = samples[:round(header["sample_rate"]), [2, 0, 1]]
    lines = [f"{len(samples)} samples of {n_channels} channels",
             f"{values.size} values, sum {values.sum(dtype=np.int64)}"]
    lines += [f"chunk from sample {first} on: "
              f"{samples[first:last].nbytes} bytes"
              for first, last in zip(bounds, bounds[1:])]
    return "\n".join(lines) + "\n"


def check_example(source, directory, compile_command, link_flags):
    program = directory / "example"
    example = source / "docs" / "reference" / "example.cc"
    subprocess.run([*compile_command, example, "-o", program, *link_flags],
                   check=True)
    golden = source / "tests" / "data" / "golden"
    cbin, ch = golden / f"{PAIR}.cbin", golden / f"{PAIR}.ch"
    found = subprocess.run([program, cbin], check=True,
                           stdout=subprocess.PIPE, text=True).stdout
    expected = expected_output(source, cbin, ch, directory)
    if found != expected:
        raise SystemExit(f"expected\n{expected}found\n{found}")
    failed = subprocess.run([program, directory / "none.cbin"],
                            stderr=subprocess.PIPE, text=True)
    if failed.returncode != 1 or "none.ch" not in failed.stderr:
        raise SystemExit(f"none.cbin: expected status 1 and an error that "
                         f"names none.ch, found {failed.returncode} and "
                         f"{failed.stderr}")


# "typeinfo for mtscomp::X", "mtscomp::X::f[abi:cxx11](int) const" -> "X", "f".
def names_in(symbol):
    name = re.sub(r"^(typeinfo name|typeinfo|vtable) for ", "", symbol)
    name = re.sub(r"\[abi:\w+\]", "", name.partition("(")[0])
    return re.findall(r"\w+", name)[1:]


def exported_symbols(shared):
    output = subprocess.run(["nm", "-D", "--defined-only", "-C", shared],
                            check=True, stdout=subprocess.PIPE, text=True)
    return {line.split(None, 2)[2] for line in output.stdout.splitlines()}


def check_exports(source, headers, shared):
    symbols = exported_symbols(shared)
    declared = set()
    for header in headers.rglob("*.h"):
        declared |= set(re.findall(r"\w+", header.read_text()))
    foreign = sorted(symbol for symbol in symbols
                     if "mtscomp::" not in symbol.partition("(")[0]
                     or not declared.issuperset(names_in(symbol)))
    if foreign:
        raise SystemExit(f"{shared}: expected symbols of the installed headers "
                         f"alone, found {foreign}")
    # The documented functions and exceptions must be exported, unless they are
    # inline.
    api = (source / "docs" / "reference" / "api.md").read_text()
    documented = set(re.findall(r"`(\w+)\([\w, ]*\)`", api))
    documented |= set(re.findall(r"^\| `(\w+)` \|", api, re.MULTILINE))
    documented -= INLINE
    exported = {name for symbol in symbols for name in names_in(symbol)}
    if not documented or not documented <= exported:
        raise SystemExit(f"{shared}: expected {sorted(documented)} too, "
                         f"found no {sorted(documented - exported)}")


def check_soname(shared):
    dynamic = subprocess.run(["readelf", "-d", shared], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    (soname,) = re.findall(r"soname: \[(.*)\]", dynamic)
    major, minor, _ = shared.resolve().name.split(".so.")[1].split(".")
    if soname != f"libmtscomp.so.{major}.{minor}":
        raise SystemExit(f"{shared}: expected the soname libmtscomp.so."
                         f"{major}.{minor}, found {soname}")


def main():
    build, source, shared = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    compiler = sys.argv[4:]
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        headers, pkgconfig_dir = install(build, directory / "root")
        link_flags = flags(directory / "root", pkgconfig_dir)
        print(" ".join(link_flags))
        compile_command = [*compiler, "-std=c++20", "-Wall", "-Wextra",
                           "-Werror"]
        check_headers(source, headers, directory,
                      [*compile_command, f"-I{headers.parent}"])
        check_example(source, directory, compile_command, link_flags)
        if shared.name != "none":
            check_exports(source, headers, shared)
            check_soname(shared)
            check_example(source, directory, compile_command,
                          [f"-I{headers.parent}", shared,
                           f"-Wl,-rpath,{shared.parent}"])


if __name__ == "__main__":
    main()
