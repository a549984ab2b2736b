#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Builds everything and runs every test.  The last line is
# `N passed, N failed`, counted in single test cases.
#
# If /dev/fuse is missing, tests that mount are skipped; with CI=true in the
# environment they fail instead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh

readonly build_dir=build/test

# A crashed program leaves its list of cases from the last run, and Meson would
# count those.
remove_old_results() {
  rm -f "$build_dir"/*.xml "$build_dir"/meson-logs/testlog*
}

run_tests() {
  if [[ ${CI:-} == true ]]; then
    export MTSCOMPFS_REQUIRE_FUSE=1
  fi
  meson test -C "$build_dir" --no-rebuild --print-errorlogs
}

main() {
  ensure_packages "${build_packages[@]}" "${test_packages[@]}" \
    "${client_packages[@]}"
  build "$build_dir"
  remove_old_results
  local tests_failed=0
  run_tests || tests_failed=1
  scripts/count_tests.py "$build_dir" || tests_failed=1
  return "$tests_failed"
}

main
