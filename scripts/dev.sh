#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# dev.sh PLACE [FILTER]: builds and runs only the tests of one place below
# tests/.  For a failed test it prints the command that repeats it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/build.sh

readonly build_dir=build/test

usage() {
  cat <<END
Usage: scripts/dev.sh PLACE [FILTER]

  PLACE   a module (cache), a folder of it (codec/inflate) or a test file
          (reader/recording_reader), as below tests/
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

main() {
  if [[ $# -lt 1 || $# -gt 2 || $1 == -* ]]; then
    usage >&2
    return 2
  fi
  update_build_directory
  local programs program filter result=0
  programs=$(scripts/find_tests.py "$build_dir" "$1")
  cut -f 3 <<<"$programs" | xargs ninja -C "$build_dir" --quiet |
    sed '/^ninja: no work to do\.$/d'
  while IFS=$'\t' read -r program filter _; do
    "$build_dir/$program" --gtest_brief=1 --gtest_filter="${2:-$filter}" ||
      result=1
  done <<<"$programs"
  return "$result"
}

main "$@"
