#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Checks that a program is hardened against memory errors.

Looks with readelf for the features that meson.build enables.  Prints the
missing ones and fails if there are any.
Usage: check_hardening.py PROGRAM
"""

import re
import subprocess
import sys

# The required features, and their form in the output of readelf.
WANTED = {
    "a position of its own at each start (PIE)":
        r"Type:\s+DYN",
    "addresses that are read-only once it has started (RELRO)":
        r"GNU_RELRO",
    "all addresses known at the start (BIND_NOW)":
        r"FLAGS.*(BIND_NOW|NOW)",
    "a stack that is not executable":
        r"GNU_STACK\s+(0x[0-9a-f]+\s+){5}RW\s",
    "a guard behind arrays on the stack":
        r"__stack_chk_fail",
    "bounds that the C library checks (_FORTIFY_SOURCE)":
        r"\b__\w+_chk@",
}


def describe(program):
    return subprocess.run(
        ["readelf", "--wide", "--file-header", "--program-headers",
         "--dynamic", "--dyn-syms", program],
        check=True, capture_output=True, text=True).stdout


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    description = describe(sys.argv[1])
    missing = [what for what, pattern in WANTED.items()
               if not re.search(pattern, description)]
    for what in missing:
        print(f"{sys.argv[1]}: expected {what}, found none")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
