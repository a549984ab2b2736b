#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Checks that a program's --help and its man page have the same options.

In the help, options are at the beginning of an indented line: `-f,--file`, and
in the section "Mount options", if the program has it, `name=VALUE` or
`name, other, ...`.  In the man page they are marked by Fl in .It lines, and
below ".Ss Mount options" by Cm.
Usage: check_man.py PROGRAM MAN_PAGE
"""

import pathlib
import re
import subprocess
import sys

FLAG = re.compile(r"-[A-Za-z]\b|--[a-z][a-z0-9-]*")
MOUNT_OPTIONS = re.compile(
    r"  ([a-z_]+(?:=[A-Z]+)?(?:, ?(?:[a-z_]+(?:=[A-Z]+)?|\.\.\.))*)(?:  |$)")


def options_of_help(text):
    usage, _, mount = text.partition("Mount options")
    options = set()
    for line in usage.splitlines():
        names = re.match(r"  (-\S+)", line)
        options.update(FLAG.findall(names[1]) if names else [])
    for line in mount.splitlines():
        names = MOUNT_OPTIONS.match(line)
        for name in names[1].split(",") if names else []:
            options.add(name.partition("=")[0].strip())
    return options - {"..."}


def options_of_man_page(text):
    options = set()
    is_mount_options = False
    for line in text.splitlines():
        if line.startswith((".Sh ", ".Ss ")):
            is_mount_options = line == ".Ss Mount options"
        if not line.startswith(".It "):
            continue
        options.update("--" + name for name in
                       re.findall(r"\bFl Fl ([a-z][a-z0-9-]*)", line))
        options.update("-" + name for name in
                       re.findall(r"\bFl ([A-Za-z])(?= |$)", line))
        if is_mount_options:
            options.update(re.findall(r"\bCm ([a-z_]+)", line))
    return options


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    program, page = sys.argv[1:]
    help_text = subprocess.run([program, "--help"], check=True, text=True,
                               stdout=subprocess.PIPE).stdout
    shown = options_of_help(help_text)
    described = options_of_man_page(pathlib.Path(page).read_text("utf-8"))
    for option in sorted(shown - described):
        print(f"{page}: {option}: missing here, but in --help")
    for option in sorted(described - shown):
        print(f"{page}: {option}: found here, but not in --help")
    if not shown:
        print(f"{program} --help: expected options, found none")
    return 0 if shown and shown == described else 1


if __name__ == "__main__":
    sys.exit(main())
