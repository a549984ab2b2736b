# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# The coverage of the tests; check.sh sources this file after build.sh.

# The required coverage of each module in percent: lines, branches.  Raise a
# value when tests are added; docs/results/campaigns.md has measured values.
readonly -A least_coverage=(
  [archive]='94 74'
  [base]='91 73'
  [cache]='96 83'
  [codec]='98 92'
  [filesystem]='91 74'
  [format]='98 85'
  [metadata]='98 71'
  [programs]='92 78'
  [reader]='98 91'
  [source]='91 74'
  [writer]='96 83'
)

# require_coverage REPORT: prints each module's coverage; fails if a module is
# below its required coverage or has no required coverage.
require_coverage() {
  local directory module least_lines least_branches result=0
  for directory in src/*/; do
    module=$(basename "$directory")
    # Compiled only into programs for other distributions.
    [[ $module != portable ]] || continue
    if [[ -z ${least_coverage[$module]:-} ]]; then
      echo "scripts/coverage.sh: add the required coverage of $module"
      result=1
      continue
    fi
    read -r least_lines least_branches <<<"${least_coverage[$module]}"
    echo "$module: at least $least_lines % of lines," \
      "$least_branches % of branches"
    gcovr --root . --add-tracefile "$1" --filter "src/$module/" \
      --filter "include/mtscomp/$module/" --txt /dev/null --print-summary \
      --fail-under-line "$least_lines" --fail-under-branch "$least_branches" ||
      result=1
  done
  return "$result"
}

# Compiled without optimization, because optimized code has no lines.  gcov adds
# the counts of a run to existing counts, which are therefore removed.  Threads
# may lose each other's counts, except the first one.
check_coverage() {
  ensure_build_packages gcovr
  local -r directory=build/coverage
  build "$directory" -Db_coverage=true -Dbuildtype=debug
  find "$directory" -name '*.gcda' -delete
  # Processes of other users print that they cannot write their counts.
  export GCOV_ERROR_FILE=$PWD/$directory/gcov.log
  run_tests "$directory" --timeout-multiplier=3 --suite unit
  run_tests "$directory" --timeout-multiplier=3 \
    integration archive_options archive_programs memmap run_mounted \
    archive_campaign codec_campaign writer_campaign damage_matrix random_streams
  gcovr --root . --object-directory "$directory" --filter 'src/' \
    --filter 'include/' --exclude-throw-branches -j "$(nproc)" \
    --json "$directory/coverage.json" "$directory"
  require_coverage "$directory/coverage.json"
}
