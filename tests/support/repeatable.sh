#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# repeatable.sh COMMAND...: runs a test that is a script.  If it fails, prints
# the script's file and the command that repeats it, as test_main.cc does for
# GoogleTest.
set -uo pipefail

# The script is the first argument with its suffix, after any interpreter.
script_of() {
  local argument
  for argument in "$@"; do
    if [[ $argument == *.py || $argument == *.sh ]]; then
      printf '%s\n' "${argument#"$root/"}"
      return
    fi
  done
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
"$@"
status=$?
# 77 says that the test was skipped.
if [[ $status -ne 0 && $status -ne 77 ]]; then
  printf '%s: repeat with\n ' "$(script_of "$@")"
  printf ' %q' "$@"
  printf '\n'
fi
exit "$status"
