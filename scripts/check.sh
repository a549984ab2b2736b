#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# check.sh NAME...: single checks, each in a build directory of its own.
# check.sh soak [SECONDS]: readers of an archive that changes, for long.
# check.sh fuzz [SECONDS]: the fuzzers, for so long together.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh

readonly names=(
  format tidy layers man unit integration werror clang nodeflate deb tarball
  systemd matrix asan tsan
)

usage() {
  cat <<END
Usage: scripts/check.sh NAME...
       scripts/check.sh soak [SECONDS]

  format       clang-format would change nothing
  tidy         clang-tidy reports nothing
  layers       every #include goes the way that ARCHITECTURE.md allows
  man          mandoc and man warn of nothing in the man pages
  unit         the tests of single modules
  integration  real mounts and real programs
  werror       g++ warns of nothing
  clang        clang++ warns of nothing, -Wthread-safety included
  nodeflate    build and unit tests without libdeflate
  deb          the Debian packages: lintian, install, use, purge
  tarball      the tarball needs glibc alone, and works
  systemd      the package in a Debian tree that boots systemd
  matrix       every kind of damage to every golden pair
  asan         all tests under AddressSanitizer and UndefinedBehaviorSanitizer
  tsan         all tests under ThreadSanitizer
  full         all of the above
  soak         many readers while pairs are added, replaced and removed under
               them, for SECONDS [600]
  fuzz         the fuzzers, which share SECONDS [60]
END
}

# Source files as clang-format and clang-tidy want them, separated by zeros.
list_sources() {
  find src include tests \( -name '*.cc' -o -name '*.h' \) -print0 | sort -z
}

ensure_build_packages() {
  ensure_packages "${build_packages[@]}" "${test_packages[@]}" "$@"
}

# run_tests DIRECTORY [OPTION OF MESON TEST]...
run_tests() {
  local directory=$1
  shift
  meson test -C "$directory" --no-rebuild --print-errorlogs "$@"
}

check_format() {
  ensure_packages clang-format
  list_sources | xargs -0 clang-format --dry-run -Werror
}

# Whole, so that what runs at the same time does not write in between.
tidy_one() {
  local output
  if ! output=$(clang-tidy --quiet -p build/tidy "$1" 2>&1); then
    printf '%s\n' "$output"
    return 1
  fi
}
export -f tidy_one

# The commands are taken from a build with clang++: clang-tidy is clang, and
# does not know every option of g++.
check_tidy() {
  ensure_build_packages clang clang-tidy
  CXX=$(with_ccache clang++) configure build/tidy
  # shellcheck disable=SC2016  # "$1" is for the inner shell to expand.
  find src tests -name '*.cc' -print0 | sort -z |
    xargs -0 --max-args=1 --max-procs="$(nproc)" bash -c 'tidy_one "$1"' _
}

check_layers() {
  ensure_packages python3
  scripts/check_layers.py --self-test
  scripts/check_layers.py .
}

# The pages refer to each other, and are not installed.
warnings_of_man_pages() {
  local page
  for page in docs/man/*.1; do
    # shellcheck disable=SC2069  # The warnings are wanted, not the page.
    man --warnings --local-file "$page" 2>&1 >/dev/null
    mandoc -T lint "$page" 2>/dev/null | grep -v 'referenced manual not found'
  done
}

check_man() {
  ensure_packages man-db groff mandoc
  local warnings
  warnings=$(warnings_of_man_pages || true)
  [[ -z $warnings ]] || { printf '%s\n' "$warnings"; return 1; }
}

check_unit() {
  ensure_build_packages
  build build/test -Dbuildtype=debugoptimized
  run_tests build/test --suite unit
}

check_integration() {
  ensure_build_packages "${client_packages[@]}"
  build build/test -Dbuildtype=debugoptimized
  run_tests build/test --suite integration
}

check_werror() {
  ensure_build_packages
  CXX=$(with_ccache g++) build build/werror -Dwerror=true
}

check_clang() {
  ensure_build_packages clang
  CXX=$(with_ccache clang++) build build/clang -Dwerror=true
}

check_nodeflate() {
  ensure_build_packages
  build build/nodeflate -Dlibdeflate=disabled -Dbuildtype=debugoptimized
  run_tests build/nodeflate --suite unit
}

# Needs root; elsewhere it says so.
check_systemd() {
  scripts/test-systemd.sh || [[ $? -eq 77 ]]
}

# The second needs root; elsewhere it says so.
check_deb() {
  scripts/build-deb.sh
  scripts/test-deb.sh || [[ $? -eq 77 ]]
}

check_tarball() {
  scripts/build-tarball.sh
}

# Sanitizers slow the tests down: they get three times as long.
check_asan() {
  ensure_build_packages
  build build/asan -Db_sanitize=address,undefined -Dbuildtype=debugoptimized
  run_tests build/asan --timeout-multiplier=3
}

# g++ 12's ThreadSanitizer does not start where the kernel moves memory about
# more than it was made for; setarch stops that, where it is allowed to.
check_tsan() {
  ensure_build_packages
  build build/tsan -Db_sanitize=thread -Dbuildtype=debugoptimized
  local -a fixed_addresses=()
  if setarch --addr-no-randomize true 2>/dev/null; then
    fixed_addresses=(--wrapper 'setarch --addr-no-randomize')
  fi
  run_tests build/tsan --timeout-multiplier=3 "${fixed_addresses[@]}"
}

# Every change of one byte or bit, where the tests make some of them.
check_matrix() {
  ensure_build_packages
  build build/test -Dbuildtype=debugoptimized
  MTSCOMP_MATRIX=full build/test/tests/matrix/damage_matrix
  MTSCOMP_MATRIX=full MTSCOMPFS_REQUIRE_FUSE=1 \
    build/test/tests/integration/integration_test \
    --gtest_filter='*DamageMatrix*'
}

# check_soak [SECONDS]
check_soak() {
  ensure_build_packages
  build build/test -Dbuildtype=debugoptimized
  MTSCOMPFS_REQUIRE_FUSE=1 tests/integration/soak_test.py \
    build/test/src/programs "${1:-600}"
}

# Coverage tells libFuzzer which inputs are new; random streams do without it.
# check_fuzz [SECONDS]
check_fuzz() {
  ensure_build_packages clang python3
  local directory=build/fuzz
  local -r targets=(fuzz_inflate fuzz_chunk_decoder fuzz_encoder)
  local -r share=$((${1:-60} / (${#targets[@]} + 1)))
  CXX=$(with_ccache clang++) configure "$directory" -Dfuzzers=true \
    -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
  ninja -C "$directory" --quiet tests/fuzz/fuzz_random_streams \
    "${targets[@]/#/tests/fuzz/}"
  tests/fuzz/make_corpus.py tests/data/golden "$directory/corpus"
  mkdir -p "$directory/corpus/encoder"
  local target
  for target in "${targets[@]}"; do
    echo "-- $target"
    run_fuzzer "$directory" "$target" "$share"
  done
  echo "-- fuzz_random_streams"
  UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    "$directory/tests/fuzz/fuzz_random_streams" --seconds "$share"
}

# run_fuzzer BUILD_DIRECTORY TARGET SECONDS: what it finds is left in a file
# "TARGET-crash-..." of the build directory.
run_fuzzer() {
  local -a inputs=("$1/corpus/${2#fuzz_}")
  if [[ -d tests/fuzz/regressions/${2#fuzz_} ]]; then
    inputs+=("tests/fuzz/regressions/${2#fuzz_}")
  fi
  UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    "$1/tests/fuzz/$2" -max_total_time="$3" -max_len=2000 \
    -artifact_prefix="$1/$2-" -print_final_stats=1 -verbosity=0 \
    "${inputs[@]}"
}

check_full() {
  local name
  for name in "${names[@]}"; do
    run_check "$name"
  done
}

run_check() {
  echo "== $1"
  "check_$1"
}

require_known() {
  local name
  for name in "$@"; do
    if [[ " ${names[*]} full " != *" $name "* ]]; then
      echo "check.sh: no check is called \"$name\"" >&2
      usage >&2
      return 2
    fi
  done
}

main() {
  if [[ $# -eq 0 ]]; then
    usage >&2
    return 2
  fi
  if [[ $1 == soak || $1 == fuzz ]]; then
    local -r campaign=check_$1
    shift
    "$campaign" "$@"
    return
  fi
  require_known "$@"
  local name
  for name in "$@"; do
    run_check "$name"
  done
  echo "== passed: $*"
}

main "$@"
