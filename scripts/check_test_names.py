#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Checks that each GoogleTest suite has the name of its file.

In x_y_test.cc, suites are called XYTest or, if the file has several, XY…Test,
so the name of a failed test leads to its file.  Headers define no tests.
Usage: check_test_names.py ROOT | check_test_names.py --self-test
"""

import pathlib
import re
import sys

TEST = re.compile(r"^(?:TYPED_)?TEST(?:_F|_P)?\(\s*(\w+)\s*,", re.MULTILINE)
INSTANCE = re.compile(
    r"^INSTANTIATE_TEST_SUITE_P\(\s*\w+\s*,\s*(\w+)\s*,", re.MULTILINE)


def camel_case(stem):
    return "".join(word[:1].upper() + word[1:] for word in stem.split("_"))


def find_problems(path, text):
    suites = sorted(set(TEST.findall(text) + INSTANCE.findall(text)))
    if suites and not path.name.endswith("_test.cc"):
        return [f"{path}: expected no tests outside *_test.cc, found {suite}"
                for suite in suites]
    prefix = camel_case(path.name.removesuffix("_test.cc"))
    return [f"{path}: expected the suite {prefix}Test or {prefix}…Test, "
            f"found {suite}"
            for suite in suites
            if not (suite.startswith(prefix) and suite.endswith("Test"))]


def check(root):
    files = [path for path in sorted((root / "tests").rglob("*"))
             if path.suffix in (".cc", ".h")]
    problems = [problem for path in files for problem in
                find_problems(path.relative_to(root), path.read_text())]
    print("\n".join(problems), end="\n" if problems else "")
    if not files:
        print(f"{root}/tests: expected sources, found none")
    return 1 if problems or not files else 0


# A file name, its text, and the number of its problems.
SELF_TEST = [
    ("a_b_test.cc", "TEST(ABTest, X) {}\nTEST_F(ABOtherTest, X) {}\n", 0),
    ("a_b_test.cc", "TEST(AB, X) {}\nTEST_P(OtherTest, X) {}\n", 2),
    ("a_test.cc", "INSTANTIATE_TEST_SUITE_P(\n    Kind, BTest, Values());\n", 1),
    ("a_test.cc", "TEST_F(\n    BTest,\n    LongName) {}\n", 1),
    ("a_test.cc", "  // TEST(B, X) in a comment\n", 0),
    ("a.h", "TEST(ATest, X) {}\n", 1),
]


def self_test():
    failed = [(name, text) for name, text, n_problems in SELF_TEST
              if len(find_problems(pathlib.Path(name), text)) != n_problems]
    for name, text in failed:
        print(f"{name}: unexpected result for {text!r}")
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    return check(pathlib.Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
