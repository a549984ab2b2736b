#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# dev.sh PLACE [FILTER]: builds and runs only the tests of one place below
# tests/.  At the end it lists the failed tests, with the command that repeats
# them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/build.sh

readonly build_dir=build/test

usage() {
  cat <<END
Usage: scripts/dev.sh PLACE [FILTER]

  PLACE   a module (cache), a folder of it (codec/inflate) or a test file
          (reader/recording_reader), as below tests/; a source without a test
          file of the same name is tested by the tests of its folder
  FILTER  runs only these tests, as --gtest_filter: 'ChunkCacheTest.Loads*'
END
}

# Configures a new directory, or one with changed meson.build files.
update_build_directory() {
  if [[ ! -f $build_dir/build.ninja ]]; then
    configure "$build_dir"
    return
  fi
  local log
  if ! log=$(ninja -C "$build_dir" build.ninja); then
    echo "$log" >&2
    return 1
  fi
}

# matches PROGRAM FILTER: whether the program has a test that FILTER selects.
matches() {
  "$build_dir/$1" --gtest_list_tests --gtest_filter="$2" | grep -q '^  '
}

# failed_tests OUTPUT: the names of the failed tests in a program's output.
failed_tests() {
  sed -nE 's/^\[  FAILED  \] ([^ ,]+)[ ,].*/\1/p' "$1" | sort -u
}

# describe_failure PROGRAM OUTPUT
describe_failure() {
  local failed
  failed=$(failed_tests "$2")
  if [[ -z $failed ]]; then
    echo "$1 ended before its last test"
    return
  fi
  echo "failed tests: $(wc -l <<<"$failed")"
  echo "  ${failed//$'\n'/$'\n'  }"
  echo "repeat with"
  echo "  $1 --gtest_filter='$(paste -sd: <<<"$failed")'"
}

# run_program PROGRAM FILTER OUTPUT: keeps a copy of the output in OUTPUT.
run_program() {
  "$build_dir/$1" --gtest_brief=1 --gtest_color=no --gtest_filter="$2" 2>&1 |
    tee "$3"
}

main() {
  if [[ $# -lt 1 || $# -gt 2 || $1 == -* ]]; then
    usage >&2
    return 2
  fi
  update_build_directory
  local programs program filter output n_programs=0 failures=""
  programs=$(scripts/find_tests.py "$build_dir" "$1")
  cut -f 3 <<<"$programs" | xargs ninja -C "$build_dir" --quiet |
    sed '/^ninja: no work to do\.$/d'
  output=$(mktemp)
  while IFS=$'\t' read -r program filter _; do
    if matches "$program" "${2:-$filter}"; then
      n_programs=$((n_programs + 1))
      run_program "$program" "${2:-$filter}" "$output" ||
        failures+=$(describe_failure "$build_dir/$program" "$output")$'\n'
    fi
  done <<<"$programs"
  rm "$output"
  if [[ $n_programs -eq 0 ]]; then
    echo "no test of $1 matches ${2:-$filter}" >&2
    return 1
  fi
  # At the end, because GoogleTest's last line is the number of passed tests.
  if [[ -n $failures ]]; then
    printf '\n%s' "$failures"
    return 1
  fi
}

main "$@"
