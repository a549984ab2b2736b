#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Reports constructions that readers stumble over (CONTRIBUTING.md, "Writing").

Checks the documents, manual pages, headers, sources, tests and scripts, line
by line: comments, messages and text alike.
Usage: check_words.py ROOT
       check_words.py --self-test
"""

import re
import sys
from pathlib import Path

FOLDERS = ("docs", "include", "src", "tests", "scripts", "benchmarks", "debian")

# This file contains the constructions themselves.
EXCEPTIONS = {"scripts/check_words.py"}
DATA = ("tests/data/", "tests/fuzz/regressions/")
NO_TEXT = {".png", ".pyc", ".cbin", ".ch", ".bin", ".npy"}

RULES = (
    ("name the actor: user, process, caller, reader, kernel, daemon",
     re.compile(r"\b(whoever|nobody|somebody|those who)\b", re.IGNORECASE)),
    ("use a common verb or conjunction: except, by default, report, continue",
     re.compile(r"\b(but for|unless told|is told|are told|makes? way|goes on|"
                r"takes? away)\b", re.IGNORECASE)),
    ("begin a comment with its noun",
     re.compile(r"^\s*//\s*(Of|As|The same|Those|That) ")),
    ('replace the "what" clause by a noun',
     re.compile(r"\b[Ww]hat (is|was|are|were|it|they|has|had)\b(?!.*\?)")),
)


def findings(line):
    """The rules that a line breaks."""
    return [rule for rule, pattern in RULES if pattern.search(line)]


def files_of(root):
    yield from root.glob("*.md")
    yield from root.glob("*.build")
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix not in NO_TEXT:
                yield path


def check(root):
    """Prints the findings and returns their number."""
    n_files = 0
    n_findings = 0
    for path in files_of(root):
        name = str(path.relative_to(root))
        if name in EXCEPTIONS or name.startswith(DATA):
            continue
        n_files += 1
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            for rule in findings(line):
                n_findings += 1
                print(f"{name}:{number}: {rule}\n  {line.strip()}")
    if n_files < 100:
        raise SystemExit(f"{root}: only {n_files} files; name the root of a "
                         "checkout")
    return n_findings


def self_test():
    bad = ("// As the kernel has it.", "nobody may read", "Whoever mounts",
           "keep what it was told", "goes on with the version",
           "// The same for headers.", "all but for one", "unless told so")
    good = ("// Size of the .cbin, in bytes.", "only its owner may read it",
            "What is a chunk?", "the caller decides what to do")
    wrong = [line for line in bad if not findings(line)]
    wrong += [line for line in good if findings(line)]
    for line in wrong:
        print(f"self-test: {line!r}")
    return len(wrong)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    if sys.argv[1] == "--self-test":
        return 1 if self_test() else 0
    return 1 if check(Path(sys.argv[1])) else 0


if __name__ == "__main__":
    sys.exit(main())
