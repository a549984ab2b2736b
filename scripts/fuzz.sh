# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# The fuzzers; check.sh sources this file.  They are libFuzzer's, in the build
# of the check "asan", and the random streams.  Each has a log in that build.
# An input that makes a fuzzer fail is left there in a file "TARGET-crash-...".

readonly fuzz_directory=build/asan

# The names of the fuzzers, one in each line.
list_fuzzers() {
  local source
  for source in tests/fuzz/fuzz_*.cc; do
    basename "$source" .cc
  done
}

build_fuzzers() {
  local list
  list=$(list_fuzzers)
  local -a fuzzers
  mapfile -t fuzzers <<<"$list"
  configure_asan "$fuzz_directory"
  ninja -C "$fuzz_directory" --quiet "${fuzzers[@]/#/tests/fuzz/}"
  tests/fuzz/make_corpus.py tests/data/golden "$fuzz_directory/corpus"
  mkdir -p "$fuzz_directory/logs"
}

# run_libfuzzer NAME OPTION...: the seeds are earlier inputs, the golden pairs
# and the regressions.  A single allocation of 64 MiB for 2000 bytes, or a run
# of two minutes, is a failure.
run_libfuzzer() {
  local -r name=$1 target=${1#fuzz_}
  shift
  local -a options=("$@")
  if [[ -f tests/fuzz/dictionaries/$target.dict ]]; then
    options+=("-dict=tests/fuzz/dictionaries/$target.dict")
  fi
  mkdir -p "$fuzz_directory/corpus/$target"
  "$fuzz_directory/tests/fuzz/$name" "${options[@]}" -max_len=2000 \
    -malloc_limit_mb=64 -timeout=120 -print_final_stats=1 -print_funcs=0 \
    -verbosity=0 \
    -artifact_prefix="$fuzz_directory/logs/$name-" \
    "$fuzz_directory/corpus/$target" "tests/fuzz/regressions/$target"
}

# run_random_streams runs|seconds LIMIT: unlike libFuzzer, it does not use
# coverage to find new inputs.
run_random_streams() {
  "$fuzz_directory/tests/fuzz/fuzz_random_streams" "--$1" "$2"
}

# Number of executions, from the log of either kind of fuzzer.
executions_in() {
  sed -nE 's/^stat::number_of_executed_units: *//p; s/^([0-9]+) runs .*/\1/p' \
    "$1" | tail -n 1
}

# run_fuzzer runs|seconds LIMIT NAME: prints a line of the table.
run_fuzzer() {
  local -r unit=$1 limit=$2 name=$3
  local -r log=$fuzz_directory/logs/$name.log
  local -A option=([runs]=-runs [seconds]=-max_total_time)
  local -a command=(run_libfuzzer "$name" "${option[$unit]}=$limit")
  if [[ $name == fuzz_random_streams ]]; then
    command=(run_random_streams "$unit" "$limit")
  fi
  local status=0
  SECONDS=0
  "${command[@]}" >"$log" 2>&1 || status=$?
  printf '%-20s %12s %8s\n' "$name" "$(executions_in "$log")" "$SECONDS"
  if [[ $status -ne 0 ]]; then
    printf '%s\n' "$name: exit status $status, the end of its log $log:"
    tail -n 60 "$log"
    return 1
  fi
}
export -f executions_in run_fuzzer run_libfuzzer run_random_streams
export fuzz_directory

# run_fuzzers runs|seconds LIMIT_OF_EACH: one fuzzer at a time for each core.
run_fuzzers() {
  export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
  # Executions are short: keeping freed memory for long would take half of the
  # time.
  export ASAN_OPTIONS=quarantine_size_mb=8:malloc_context_size=8
  TMPDIR=$(memory_directory)  # For the fuzzers that need files.
  export TMPDIR
  printf '%-20s %12s %8s\n' target executions seconds
  # shellcheck disable=SC2016  # "$@" is for the inner shell to expand.
  list_fuzzers | xargs --max-args=1 --max-procs="$(nproc)" \
    bash -c 'run_fuzzer "$@"' _ "$1" "$2"
}

# check_fuzz [SECONDS]
check_fuzz() {
  ensure_build_packages clang python3
  build_fuzzers
  local -r cores=$(nproc)
  local -r rounds=$((($(list_fuzzers | wc -l) + cores - 1) / cores))
  local -r share=$((${1:-60} / rounds))
  run_fuzzers seconds $((share > 0 ? share : 1))
}

# check_fuzz_runs [RUNS]
check_fuzz_runs() {
  ensure_build_packages clang python3
  build_fuzzers
  run_fuzzers runs "${1:-1000000}"
}
