#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Prints the coverage of each module, and fails for errors that no test met.

An error is raised by a `throw`, by a call of a [[noreturn]] function, by an
assignment to `refusal`, by `return std::nullopt`; and met by a `catch`.  Each
such statement of the files in JUDGED must have been executed.  A statement that
stands on several lines was if one of them was: compilers attribute what it does
to any of them.

A file of another build (BUILT_ELSEWHERE) is not judged; any other that was not
compiled has met none of its errors.
Usage: check_coverage.py ROOT REPORT | check_coverage.py --self-test
REPORT: what `gcovr --json` wrote.
"""

import bisect
import collections
import fnmatch
import json
import pathlib
import re
import sys
import tempfile

# Where every error has to be met by a test.
JUDGED = ["src/format/*", "src/codec/*", "src/reader/*", "src/metadata/*",
          "src/base/json/*", "include/mtscomp/format/*",
          "include/mtscomp/codec/*", "include/mtscomp/reader/*"]

# Where zlib has to do for libdeflate, `check.sh nodeflate` runs the tests.
BUILT_ELSEWHERE = ["src/codec/without_libdeflate.cc"]

# Comments, strings and characters; what is in them is no code.
NO_CODE = re.compile(
    r"""//[^\n]* | /\*.*?\*/
      | R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"
      | "(?:\\.|[^"\\\n])*" | (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'""",
    re.VERBOSE | re.DOTALL)
NORETURN = re.compile(r"\[\[noreturn\]\]\s+(?:static\s+)?void\s+(\w+)\s*\(")
CATCH = re.compile(r"\bcatch\s*\([^)]*\)\s*\{")
# What may stand before a statement.
BEFORE = re.compile(r"(?:^|[;{})]|(?<!:):|\belse|\bdo)\s*\Z")


def blank_out(text):
    """The text with all but code made blank; lines stay where they are."""
    return NO_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def error_pattern(noreturn):
    calls = "|".join(sorted(map(re.escape, noreturn))) or r"(?!)"
    return re.compile(
        r"\bthrow\b"
        rf"|(?:\b\w+(?:\.|->))?\b(?:{calls})\s*\("
        r"|\brefusal_?\s*=(?!=)"
        r"|\breturn\s+std::nullopt\b")


def find_errors(text, noreturn):
    """Yields (first line, last line) of each statement that is an error's."""
    code = blank_out(text)
    starts = [0] + [match.end() for match in re.finditer(r"\n", code)]

    def lines(first, last):
        return bisect.bisect(starts, first), bisect.bisect(starts, last)

    for match in error_pattern(noreturn).finditer(code):
        if BEFORE.search(code, 0, match.start()):
            end = code.find(";", match.end())
            yield lines(match.start(), end)
    for match in CATCH.finditer(code):
        body = code[match.end():]
        first = match.end() + len(body) - len(body.lstrip())
        # An empty handler has no line but its own.
        is_empty = code.startswith("}", first)
        end = match.end() - 1 if is_empty else code.find(";", first)
        yield lines(match.start() if is_empty else first, end)


def is_one_of(path, patterns):
    return any(fnmatch.fnmatch(path, pattern) for pattern in patterns)


def is_judged(path, counts):
    return (is_one_of(path, JUDGED) and
            (path in counts or not is_one_of(path, BUILT_ELSEWHERE)))


def sources_of(root):
    return [file for folder in ("include", "src")
            for file in sorted((root / folder).rglob("*"))
            if file.suffix in (".cc", ".h")]


def find_unmet(root, counts):
    """Returns the errors that were not met, and how many there are in all.

    counts: for each file, executions by line.
    """
    texts = {file.relative_to(root).as_posix(): file.read_text()
             for file in sources_of(root)}
    noreturn = {name for text in texts.values()
                for name in NORETURN.findall(text)}
    unmet, n_errors = [], 0
    for path, text in texts.items():
        errors = (sorted(set(find_errors(text, noreturn)))
                  if is_judged(path, counts) else [])
        n_errors += len(errors)
        of_file = counts.get(path, {})
        for first, last in errors:
            if not any(of_file.get(line, 0) for line in range(first, last + 1)):
                statement = text.splitlines()[first - 1].strip()
                unmet.append(f"{path}:{first}: no test comes here: {statement}")
    return unmet, n_errors


def lines_of(file):
    """The lines that have code."""
    return [line for line in file["lines"] if not line["gcovr/noncode"]]


def module_of(path):
    """src/MODULE/..., include/mtscomp/MODULE/..."""
    parts = pathlib.PurePath(path).parts
    return parts[2] if parts[0] == "include" else parts[1]


def measure(report):
    """For each module: lines, lines executed, branches, branches taken."""
    sums = collections.defaultdict(lambda: [0, 0, 0, 0])
    for file in report["files"]:
        of_module = sums[module_of(file["file"])]
        for line in lines_of(file):
            of_module[0] += 1
            of_module[1] += line["count"] > 0
            of_module[2] += len(line["branches"])
            of_module[3] += sum(b["count"] > 0 for b in line["branches"])
    return sums


def percent(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


def print_table(sums):
    print("| module | lines | executed | branches | taken |")
    print("|---|---|---|---|---|")
    total = [sum(column) for column in zip(*sums.values())]
    for name, row in [*sorted(sums.items()), ("all", total)]:
        print(f"| {name} | {row[0]} | {percent(row[1], row[0])} | {row[2]} | "
              f"{percent(row[3], row[2])} |")


def counts_of(report):
    return {file["file"]: {line["line_number"]: line["count"]
                           for line in lines_of(file)}
            for file in report["files"]}


def judge(root, report):
    print_table(measure(report))
    unmet, n_errors = find_unmet(root, counts_of(report))
    print("\n".join(unmet), end="\n" if unmet else "")
    print(f"{n_errors} errors can be raised or met where all must be met by a "
          f"test, {len(unmet)} were not")
    # Without any, the patterns or the paths do not fit what is there.
    return 1 if unmet or not n_errors else 0


# A file of the self-test's tree, the lines that were executed (None: it was not
# compiled), and the lines that must be complained of.
SELF_TEST = [
    ("src/format/a.cc", """\
[[noreturn]] void refuse(const char* why) {
  throw Error(why);
}
void Reader::refuse(int n) const;
void f(int n, const Reader& reader) {
  if (n == 1) {
    refuse("throw x;");
  }
  if (n == 2) {
    reader.refuse(
        "split"
    );
  }
  if (n == 3) {
    throw Error(format(
        "split", n));
  }
  try {
    g();  // throw nothing
  } catch (const Error& error) {
    h(error);
  } catch (...) {
    throw;
  }
}
""", {2, 5, 6, 9, 12, 14, 16, 19, 20}, {7, 21, 23}),
    ("src/reader/b.h", """\
inline std::optional<int> parse(char c) {
  if (c == ';') {
    return std::nullopt;
  }
  refusal_ = c == '}' ? R"(throw)" : "";
  try {
    g();
  } catch (...) {
  }
  return c;
}
""", {1, 2, 6, 7, 10}, {3, 5, 8}),
    ("src/writer/c.cc", "void f() {\n  throw 1;\n}\n", {1}, set()),
    ("src/codec/d.cc", "int f() {\n  throw 1;\n}\n", {1, 2}, set()),
    ("src/codec/e.cc", "int f() {\n  throw 1;\n}\n", None, {2}),
    ("src/codec/without_libdeflate.cc", "int f() {\n  throw 1;\n}\n", None, set()),
]


def self_test():
    report = {"files": []}
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for path, text, executed, _ in SELF_TEST:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
            if executed is not None:
                report["files"].append({"file": path, "lines": [
                    {"line_number": n, "count": int(n in executed),
                     "branches": [], "gcovr/noncode": False}
                    for n in range(1, text.count("\n") + 1)]})
        unmet, _ = find_unmet(root, counts_of(report))
    expected = sorted(f"{path}:{line}:" for path, _, _, lines in SELF_TEST
                      for line in lines)
    found = sorted(re.match(r"[^:]+:\d+:", problem)[0] for problem in unmet)
    if found != expected:
        print(f"expected {expected}, found {found}")
    return 0 if found == expected else 1


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    report = json.loads(pathlib.Path(sys.argv[2]).read_text())
    return judge(pathlib.Path(sys.argv[1]), report)


if __name__ == "__main__":
    sys.exit(main())
