#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

"""Checks the documents: links, options, lists of contents, numbers of words.

- Every relative link leads to a file, every anchor to a heading of it.
- docs/README.md links to every page; every path named in the sources exists.
- Every option of our programs is in that program's --help.
- A page of more than 80 lines, except README.md, begins with links to its
  sections.
- README.md and all documents together have no more words than allowed.
Usage: check_docs.py ROOT PROGRAM_DIRECTORY
       check_docs.py --self-test
"""

import functools
import re
import subprocess
import sys
from pathlib import Path

from check_man import options_of_help

MAX_README_WORDS = 900
# 15,000, and 700 for each feature added since.  The pages with results, which
# scripts write, are not counted.
MAX_WORDS = 16_400
RESULTS = Path("docs/results")
MAX_LINES_WITHOUT_CONTENTS = 80
# The limit of words keeps README.md short enough to need no list of contents.
WITHOUT_CONTENTS = {Path("README.md")}
NOT_INDEXED = {"README.md", "docs/README.md", "CHANGELOG.md"}

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`([^`\n]+)`")
PROGRAM = re.compile(r"(?:^|[\s|/(])(mtscompfs|mtscomp-[a-z]+)\s+(?!@)(.*)")
LONG_OPTION = re.compile(r"(?<!\S)(--[a-z][a-z0-9-]*)")
MOUNT_OPTIONS = re.compile(r"(?<!\S)-o\s*([a-z_]+(?:=[^\s,`]*)?"
                           r"(?:,[a-z_]+(?:=[^\s,`]*)?)*)(?=[\s`]|$)")
# A page that names options of older versions.
WITH_OLD_OPTIONS = {Path("CHANGELOG.md")}
# Options of libfuse, mount(8), docker, podman, pkg-config and our benchmarks.
FOREIGN_OPTIONS = {"ro", "noatime", "nofail", "--device", "--cap-add",
                   "--security-opt", "--static", "--rounds", "--dtypes",
                   "--seed"}
PAGE_IN_SOURCE = re.compile(r"\b((?:docs/[a-z/_]+|ARCHITECTURE|CONTRIBUTING|"
                            r"README)\.(?:md|cc))\b")


def anchor_of(heading):
    """The anchor that GitHub gives a heading."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def without_code(text):
    return CODE_SPAN.sub("", CODE_BLOCK.sub("", text))


def links_of(text):
    return [link for link in LINK.findall(without_code(text))
            if not re.match(r"[a-z]+:", link)]


def link_problems(page, text, read):
    """`read` returns a page's text, or None if there is no such file."""
    for link in links_of(text):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        found = read(target)
        if found is None:
            yield f"{page}: the link {link} leads to no file"
        elif anchor and anchor not in map(anchor_of, HEADING.findall(found)):
            yield f"{page}: the link {link} leads to no heading"


def commands_of(text):
    """Each code line and code span that may contain a command."""
    for block in CODE_BLOCK.findall(text):
        yield from block.replace("\\\n", " ").splitlines()[1:-1]
    yield from CODE_SPAN.findall(CODE_BLOCK.sub("", text))


def option_problems(page, text, options):
    """`options` maps each program to the options of its --help."""
    everywhere = set().union(*options.values())
    for command in commands_of(text):
        match = PROGRAM.search(command)
        if match and match[1] in options:
            # The rest of a pipe belongs to other programs.
            arguments = re.split(r"\s(?:[|>&#]|-- )", match[2])[0]
            known, names = options[match[1]], LONG_OPTION.findall(arguments)
        elif command.startswith("-"):
            known, arguments = everywhere, command
            names = LONG_OPTION.findall(command)
        else:
            continue
        if not match or match[1] == "mtscompfs":
            for group in MOUNT_OPTIONS.findall(arguments):
                names += [name.partition("=")[0] for name in group.split(",")]
        for name in names:
            if name not in known | FOREIGN_OPTIONS:
                yield f"{page}: {name} in `{command.strip()}` is in no --help"


def n_words(text):
    """The count of wc, without the | and --- of tables."""
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def contents_problem(page, text):
    n_lines = text.count("\n")
    first, _, rest = text.partition("\n## ")
    n_links = sum(link.startswith("#") for link in links_of(first))
    if (page not in WITHOUT_CONTENTS and n_lines > MAX_LINES_WITHOUT_CONTENTS
            and n_links < rest.count("\n## ")):
        yield (f"{page}: {n_lines} lines and no list of contents; begin with "
               "a link to each section")


def index_problems(pages):
    """`pages` maps paths to texts."""
    index = Path("docs/README.md")
    listed = {str(index.parent / link.partition("#")[0])
              for link in links_of(pages[index])}
    resolved = {str(Path(*resolve(path))) for path in listed}
    for page in pages:
        if str(page) not in resolved | NOT_INDEXED:
            yield f"{page}: {index} has no link to this page"


def resolve(path):
    """The parts of a path, without `..`."""
    parts = []
    for part in Path(path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return parts


def count_problems(pages):
    counts = {page: n_words(text) for page, text in pages.items()
              if RESULTS not in page.parents}
    for name, count, limit in (
            ("README.md", counts[Path("README.md")], MAX_README_WORDS),
            ("all documents", sum(counts.values()), MAX_WORDS)):
        print(f"{name}: {count} of {limit} words")
        if count > limit:
            yield f"{name}: {count} words exceed the limit of {limit}"


def source_problems(root):
    for folder in ("src", "include", "tests", "scripts", "debian",
                   "benchmarks"):
        for path in sorted((root / folder).rglob("*")):
            if not path.is_file() or path.name == "check_docs.py":
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            for page in PAGE_IN_SOURCE.findall(text):
                if not (root / page).exists():
                    yield f"{path.relative_to(root)}: {page} does not exist"


def help_options(directory):
    return {program: options_of_help(subprocess.run(
        [directory / program, "--help"], check=True, text=True,
        stdout=subprocess.PIPE).stdout) | {"--help", "--version"}
            for program in ("mtscompfs", "mtscomp-pack", "mtscomp-repack",
                            "mtscomp-unpack", "mtscomp-verify", "mtscomp-info",
                            "mtscomp-chop")}


def check(root, programs):
    pages = {page.relative_to(root): page.read_text(encoding="utf-8")
             for page in [*root.glob("*.md"), *root.glob("docs/**/*.md")]}

    @functools.cache
    def read(path):
        path = root / Path(*resolve(path))
        if path.is_dir():
            return ""
        return (path.read_text(encoding="utf-8", errors="replace")
                if path.exists() else None)
    options = help_options(programs)
    problems = [*index_problems(pages), *count_problems(pages),
                *source_problems(root)]
    for page, text in pages.items():
        problems += [*link_problems(page, text, read),
                     *contents_problem(page, text)]
        if page not in WITH_OLD_OPTIONS:
            problems += option_problems(page, text, options)
    return problems


def self_test():
    page = Path("docs/a.md")
    text = "# A\n[b](b.md#two) [c](c.md) `mtscomp-pack --no-such x`\n"
    long = "# A\n" + "x\n" * 81 + "\n## B\n\n## C\n"
    files = {Path("docs/b.md"): "# One\n"}
    options = {"mtscomp-pack": {"--level"}, "mtscompfs": {"cache_size"}}
    found = [*link_problems(page, text, files.get),
             *option_problems(page, text, options),
             *option_problems(page, "`-o cache_size=1G,no_such`", options),
             *contents_problem(page, long)]
    right = "[b](b.md#one) `mtscomp-pack --level x | sort --reverse`"
    wrong = [*link_problems(page, right, files.get),
             *option_problems(page, right, options),
             *contents_problem(Path("README.md"), long)]
    if len(found) != 5 or wrong:
        return ["self-test: unexpected result", *found, *wrong]
    return []


def main():
    if sys.argv[1:] == ["--self-test"]:
        problems = self_test()
    elif len(sys.argv) == 3:
        problems = check(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        raise SystemExit(__doc__)
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
