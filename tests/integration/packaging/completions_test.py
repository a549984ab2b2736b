#!/usr/bin/python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors
"""Compares the completions of real bash, zsh and fish processes with --help.

usage: completions_test.py SHELL BUILD SOURCE

Installs the completions into a temporary directory, in which the shell finds
them by the program's name, and completes command lines.
Exit status 77 (skipped) if the shell or bash-completion is missing.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAMS = ["mtscompfs", "mtscomp-pack", "mtscomp-repack", "mtscomp-unpack",
            "mtscomp-verify", "mtscomp-info", "mtscomp-chop"]
LEVELS = {"trace", "debug", "info", "warning", "error", "critical", "off"}
SKIPPED = 77

# Loads the completion as TAB would, and calls it for the line.
BASH = r"""
source /usr/share/bash-completion/bash_completion
compopt() { :; }  # Refuses to work outside of readline.
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
_completion_loader "${1%% *}"
# Words as readline makes them, where = stands alone.
words=${1//=/ = }
COMP_WORDS=($words)
[[ $words == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
read -r -a spec <<<"$(complete -p "${1%% *}")"
[[ ${spec[1]} == -F ]] || exit 1
"${spec[2]}" "${1%% *}" "${COMP_WORDS[COMP_CWORD]}" \
  "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""

# The offered words are written to a file, because zsh uses the terminal.
# complete-word gets no TAB, which the terminal of zpty would expand.
ZSH = r"""
zmodload zsh/zpty
zpty shell "PS1= TERM=dumb zsh -f -i"
zpty -w shell 'fpath=('$ZSH_FUNCTIONS' $fpath); autoload -U compinit'
zpty -w shell 'compinit -u -D; unset zle_bracketed_paste'
zpty -w shell 'compadd() {
  local -a offered
  [[ ${@[1,(i)(-|--)]} == *-(O|A|D|Oa)[[:space:]]* ]] ||
    { builtin compadd -A offered "$@"; print -rl -- $offered >>'$OFFERED'; }
  builtin compadd "$@"; }'
zpty -w shell 'finish() { : >'$OFFERED'.done; zle send-break }
  zle -N finish; bindkey "^N" complete-word; bindkey "^P" finish
  zstyle ":completion:*" list-prompt ""; LISTMAX=9999; PS1=rea"dy"'
zpty -r -m shell ready '*ready*'  # What came before the prompt would be lost.
zpty -w -n shell "$1"$'\x0e\x10'
repeat 100; do
  [[ -e $OFFERED.done ]] && break
  zpty -r -t shell output
  sleep 0.1
done
cat $OFFERED
"""

FISH = "complete --do-complete $argv[1]"


class Shell:
    def __init__(self, name, build, root, work):
        self.name = name
        (share,) = root.rglob("share")
        self.work = work
        self.environment = dict(
            os.environ, HOME=str(work), LC_ALL="C.UTF-8", TERM="dumb",
            PATH=f"{build}/src/programs:{os.environ['PATH']}",
            XDG_DATA_DIRS=f"{share}:/usr/share",
            ZSH_FUNCTIONS=f"{share}/zsh/site-functions",
            OFFERED=str(work / "offered"))
        # If it is set, bash-completion 2.11 ignores XDG_DATA_DIRS.
        self.environment.pop("BASH_COMPLETION_USER_DIR", None)

    def offered(self, line):
        """The words offered in the place of the last word of the line."""
        for leftover in self.work.glob("offered*"):
            leftover.unlink()
        command = {"bash": ["bash", "--norc", "-c", BASH, "bash", line],
                   "zsh": ["zsh", "-f", "-c", ZSH, "zsh", line],
                   "fish": ["fish", "-c", FISH, line]}
        output = subprocess.run(
            command[self.name], env=self.environment, cwd=self.work,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=60,
            text=True, check=False).stdout
        # fish adds a tab and a description to each word; bash and zsh add a
        # space or / to some words.
        words = {text.partition("\t")[0].rstrip(" /")
                 for text in output.splitlines()}
        return words - {""}


def fail_unless(offered, expected, line):
    if offered != expected:
        raise SystemExit(f"{line!r}: expected {sorted(expected)}, "
                         f"found {sorted(offered)}")
    print(f"{line!r}: {len(offered)} offered")


def help_of(build, program):
    return subprocess.run([f"{build}/src/programs/{program}", "--help"],
                          check=True, text=True, stdout=subprocess.PIPE).stdout


def check_options(shell, build, check_man):
    for program in PROGRAMS:
        usage = help_of(build, program).partition("Mount options")[0]
        options = check_man.options_of_help(usage)
        expected = {option for option in options if option.startswith("--")}
        if len(expected) < 3:
            raise SystemExit(f"{program} --help: expected options")
        line = f"{program} --"
        found = {word for word in shell.offered(line) if word[:2] == "--"}
        fail_unless(found, expected, line)


def check_mount_options(shell, build, check_man):
    text = "Mount options" + help_of(
        build, "mtscompfs").partition("Mount options")[2]
    expected = check_man.options_of_help(text)
    if "cache_size" not in expected:
        raise SystemExit("mtscompfs --help: expected cache_size")
    starts = ["mtscompfs -o ", "mtscompfs -o noexec,",
              "mtscompfs -o cache_size=4G,"]
    for line in starts:
        # The whole list or its last item, with or without the = of a value.
        found = {word.rpartition(",")[2].rstrip("=")
                 for word in shell.offered(line)}
        # Two of the shells do not offer words that the list already has.
        named = set(re.findall(r"[a-z_]+", line.partition(" -o ")[2]))
        fail_unless(found - named, expected - named, line)
    found = {word.rpartition(",")[2] for word in
             shell.offered("mtscompfs -o noexec,cache_")}
    fail_unless({word.rstrip("=") for word in found}, {"cache_size"},
                "mtscompfs -o noexec,cache_")


def check_files(shell):
    for name in ["a.bin", "a.dat", "a.cbin", "a.cdat", "a.ch", "a.txt"]:
        (shell.work / "files" / name).touch()
    (shell.work / "files" / "tree").mkdir()
    cbins = {"a.cbin", "a.cdat", "tree"}
    everything = {path.name for path in (shell.work / "files").iterdir()}
    expectations = {
        "mtscompfs files/": {"tree"},
        "mtscompfs files/tree files/": {"tree"},
        "mtscomp-pack files/": {"a.bin", "a.dat", "tree"},
        "mtscomp-unpack files/": cbins | {"a.ch"},
        "mtscomp-verify --quick files/": cbins,
        "mtscomp-repack --level dense files/": cbins,
        "mtscomp-info files/": cbins,
        "mtscomp-chop files/": cbins,
        "mtscompfs --log-file files/": everything,
        "mtscompfs --status files/": {"tree"},
        "mtscomp-pack --output-dir files/": {"tree"},
    }
    for line, expected in expectations.items():
        found = {word.rpartition("/")[2] for word in shell.offered(line)}
        fail_unless(found, expected, line)


def check_values(shell):
    fail_unless(shell.offered("mtscompfs --log-level "), LEVELS,
                "mtscompfs --log-level ")
    fail_unless(shell.offered("mtscomp-pack --transform "), {"time/F", "auto"},
                "mtscomp-pack --transform ")
    # Two of the levels that "Levels (--level):" lists.
    fail_unless(shell.offered("mtscomp-pack --level ") & {"fast", "zlib6"},
                {"fast", "zlib6"}, "mtscomp-pack --level ")
    fail_unless(shell.offered("mtscomp-pack -d "), set(), "mtscomp-pack -d ")


def is_missing(name):
    if name == "bash":
        return not os.path.exists("/usr/share/bash-completion/bash_completion")
    return shutil.which(name) is None


def main():
    name, build, source = sys.argv[1:]
    if is_missing(name):
        print(f"skipped: no completion of {name} here")
        return SKIPPED
    sys.path.insert(0, f"{source}/scripts")
    import check_man  # pylint: disable=import-outside-toplevel
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory, "root")
        work = pathlib.Path(directory, "work")
        (work / "files").mkdir(parents=True)
        subprocess.run(
            ["meson", "install", "-C", build, "--no-rebuild", "--quiet",
             "--tags", "completions", "--destdir", root], check=True)
        shell = Shell(name, build, root, work)
        check_options(shell, build, check_man)
        check_mount_options(shell, build, check_man)
        check_files(shell)
        check_values(shell)
    return 0


if __name__ == "__main__":
    sys.exit(main())
