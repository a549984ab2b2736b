# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# The tests under the sanitizers; check.sh sources this file after build.sh and
# fuzz.sh.

# Modules that read untrusted files, and modules whose threads share data.
readonly asan_short_modules=(format metadata codec reader source)
readonly tsan_short_modules=(cache reader source writer)

# unit_targets BUILD_DIRECTORY: the targets of the tests of single modules, one
# in each line.
unit_targets() {
  meson introspect --tests "$1" | /usr/bin/python3 -c '
import json, os, sys
programs = {test["cmd"][0] for test in json.load(sys.stdin)
            if any(suite.endswith(":unit") for suite in test["suite"])}
root = os.path.realpath(sys.argv[1]) + "/"
print("\n".join(sorted(p.removeprefix(root) for p in programs
                       if p.startswith(root))))' "$1"
}

# shellcheck disable=SC2154  # Others that check.sh sources assign them.
prepare_asan() {
  ensure_build_packages "${sanitizer_packages[@]}" "${client_packages[@]}"
  configure_asan "$fuzz_directory"
}

build_asan() {
  ninja -C "$fuzz_directory" --quiet "$@"
}

# shellcheck disable=SC2154
prepare_tsan() {
  ensure_build_packages "${client_packages[@]}"
  configure build/tsan -Db_sanitize=thread -Doptimization=1 -Dcpp_args=-g1
}

# g++ 12's ThreadSanitizer does not start if the kernel randomizes addresses
# more than it supports; setarch disables that, if it is permitted.
run_tsan_tests() {
  local -a fixed_addresses=()
  if setarch --addr-no-randomize true 2>/dev/null; then
    fixed_addresses=(--wrapper 'setarch --addr-no-randomize')
  fi
  run_tests build/tsan --timeout-multiplier=3 "${fixed_addresses[@]}" "$@"
}

# Sanitizers slow the tests down, so the time limits are three times as long.
check_asan() {
  prepare_asan
  build_asan
  run_tests "$fuzz_directory" --timeout-multiplier=3
}

check_asan_unit() {
  prepare_asan
  local list
  list=$(unit_targets "$fuzz_directory")
  local -a targets
  mapfile -t targets <<<"$list"
  build_asan "${targets[@]}"
  run_tests "$fuzz_directory" --timeout-multiplier=3 --suite unit
}

# test_programs MODULE...: the targets of their tests.
test_programs() {
  local module
  for module in "$@"; do
    echo "tests/$module/${module}_test"
  done
}

# codec_test runs as two tests, with half of the cases each.
test_names() {
  local module
  for module in "$@"; do
    if [[ $module == codec ]]; then
      printf '%s\n' codec_0 codec_1
    else
      echo "$module"
    fi
  done
}

check_asan_short() {
  prepare_asan
  local -a targets tests
  mapfile -t targets < <(test_programs "${asan_short_modules[@]}")
  mapfile -t tests < <(test_names "${asan_short_modules[@]}")
  build_asan "${targets[@]}"
  run_tests "$fuzz_directory" --timeout-multiplier=3 --suite unit "${tests[@]}"
}

check_tsan() {
  prepare_tsan
  ninja -C build/tsan --quiet
  run_tsan_tests
}

# run_tsan_of MODULE...
run_tsan_of() {
  prepare_tsan
  local -a targets
  mapfile -t targets < <(test_programs "$@")
  ninja -C build/tsan --quiet "${targets[@]}"
  run_tsan_tests --suite unit "$@"
}

# The modules that have threads.
check_tsan_unit() {
  run_tsan_of base cache source reader writer archive filesystem programs
}

check_tsan_short() {
  run_tsan_of "${tsan_short_modules[@]}"
}

# Compiles in the background while tests, which mostly wait, are running.
check_short_builds() {
  build_fuzzers
  local -a targets
  mapfile -t targets < <(test_programs "${asan_short_modules[@]}")
  build_asan "${targets[@]}"
  prepare_tsan
  mapfile -t targets < <(test_programs "${tsan_short_modules[@]}")
  ninja -C build/tsan --quiet "${targets[@]}"
}
