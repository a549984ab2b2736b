#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# check.sh NAME...: runs single checks, each in its own build directory.
# check.sh soak [SECONDS]: readers of an archive that changes, for a long time.
# check.sh load [SECONDS]: 256 readers of a source that fails.
# check.sh permissions [CHECKS]: users read random trees through a mount.
# check.sh packers [RUNS]: RUNS runs of two packers of one recording.
# check.sh fuzz [SECONDS]: the fuzzers, which share this time.
# check.sh fuzz-runs [RUNS]: RUNS executions of each fuzzer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh
source scripts/coverage.sh
source scripts/fuzz.sh
source scripts/sanitizers.sh

readonly names=(
  format tidy layers words docs man unit integration campaign werror clang nodeflate nocurl
  deb tarball systemd matrix asan tsan coverage
)

# Shorter parts of these checks, for every change.
readonly short_names=(asan-unit tsan-unit asan-short tsan-short short-builds)

usage() {
  cat <<END
Usage: scripts/check.sh NAME...
       scripts/check.sh soak|load|memory|fuzz [SECONDS]
       scripts/check.sh packers|fuzz-runs [RUNS]
       scripts/check.sh permissions [CHECKS]

  format       clang-format would change nothing
  tidy         clang-tidy reports nothing
  layers       every #include is allowed by ARCHITECTURE.md
  words        no construction that readers stumble over, in text or comments
  docs         the documents' links, options, contents and numbers of words
  man          mandoc and man print no warnings about the man pages
  unit         the tests of single modules
  integration  tests with real mounts and real programs
  campaign     the long, random and exhaustive tests; takes minutes
  werror       g++ prints no warnings
  clang        clang++ prints no warnings, -Wthread-safety included
  nodeflate    build and unit tests without libdeflate
  nocurl       build and unit tests without libcurl, and so without remote sources
  deb          the Debian packages: lintian, install, use, purge
  tarball      the tarball needs only glibc, and works
  systemd      the package in a Debian tree that boots systemd
  matrix       every kind of damage to every golden pair
  asan         all tests under AddressSanitizer and UndefinedBehaviorSanitizer
  tsan         all tests under ThreadSanitizer
  coverage     the tests execute enough lines and branches of each module
  full         all of the above, and those below at full length
  asan-unit    asan, only the tests of single modules
  tsan-unit    tsan, only the tests of modules that have threads
  asan-short   asan, only the modules that read untrusted files
  tsan-short   tsan, only the modules whose threads share data
  short-builds compiles the programs of these two and of the fuzzers
  soak         many readers while pairs are added, replaced and removed under
               them, for SECONDS [600]
  load         256 readers of a source that fails at random, for SECONDS [300]
  permissions  users read random trees through a mount, CHECKS [150000] times;
               needs root
  memory       256 readers and openers of hostile and huge recordings, for
               SECONDS [300]
  packers      two packers of one recording, paused and killed at random, RUNS
               [10000] times
  fuzz         the fuzzers, which share SECONDS [60]
  fuzz-runs    the fuzzers, RUNS [1000000] executions of each: hours
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

# list_compiled BUILD_DIRECTORY: the compiled sources, without those for other
# processors and options, separated by zeros.
list_compiled() {
  /usr/bin/python3 -c '
import json, os, sys
build = sys.argv[1]
with open(build + "/compile_commands.json") as file:
    commands = json.load(file)
sources = {os.path.relpath(os.path.join(c["directory"], c["file"]))
           for c in commands}
print("\0".join(sorted(sources)), end="\0")' "$1"
}

# Prints the output at once, so the output of parallel runs does not mix.
tidy_one() {
  local output
  if ! output=$(clang-tidy --quiet -p build/tidy "$1" 2>&1); then
    printf '%s\n' "$output"
    return 1
  fi
}
export -f tidy_one

# The compile commands are those of a build with clang++, because clang-tidy
# does not know every option of g++.
check_tidy() {
  ensure_build_packages clang clang-tidy
  CXX=$(with_ccache clang++) configure build/tidy
  # shellcheck disable=SC2016  # "$1" is for the inner shell to expand.
  list_compiled build/tidy |
    xargs -0 --max-args=1 --max-procs="$(nproc)" bash -c 'tidy_one "$1"' _
}

check_layers() {
  ensure_packages python3
  scripts/check_layers.py --self-test
  scripts/check_layers.py .
}

check_words() {
  ensure_packages python3
  scripts/check_words.py --self-test
  scripts/check_words.py .
}

check_docs() {
  ensure_build_packages
  build build/test
  scripts/check_docs.py --self-test
  scripts/check_docs.py . build/test/src/programs
}

# Checks the pages' references to each other although they are not installed.
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
  build build/test
  run_tests build/test --suite unit
}

check_integration() {
  ensure_build_packages "${client_packages[@]}"
  build build/test
  run_tests build/test --suite programs --suite mount
}

check_campaign() {
  ensure_build_packages
  build build/test
  run_tests build/test --suite campaign
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
  build build/nodeflate -Dlibdeflate=disabled
  run_tests build/nodeflate --suite unit
  run_tests build/nodeflate codec_campaign random_streams
}

check_nocurl() {
  ensure_build_packages
  build build/nocurl -Dremote_sources=disabled
  run_tests build/nocurl --suite unit
}

# Without root it prints a message and is skipped.
check_systemd() {
  scripts/test-systemd.sh || [[ $? -eq 77 ]]
}

# Without root the second script prints a message and is skipped.
check_deb() {
  scripts/build-deb.sh
  scripts/test-deb.sh || [[ $? -eq 77 ]]
}

check_tarball() {
  scripts/build-tarball.sh
}

# run_matrix_shard I N: runs part I of N; its log is beside the program.
run_matrix_shard() {
  local -r log=build/test/tests/matrix/shard-$1.log
  if ! GTEST_SHARD_INDEX=$1 GTEST_TOTAL_SHARDS=$2 \
    build/test/tests/matrix/damage_matrix >"$log" 2>&1; then
    echo "damage_matrix failed; the end of its log $log:"
    grep -B 20 'FAILED' "$log" || tail -n 40 "$log"
    return 1
  fi
}
export -f run_matrix_shard

# Makes every change of one byte or bit; the tests make only some.  Prints the
# changes that no checksum of a chunk detects, and those that give a header
# other valid values.
check_matrix() {
  ensure_build_packages
  build build/test
  export MTSCOMP_MATRIX=full
  local -r n_shards=$(nproc)
  rm -f build/test/tests/matrix/shard-*.log
  # shellcheck disable=SC2016  # "$1" is for the inner shell to expand.
  seq 0 $((n_shards - 1)) | TMPDIR=$(memory_directory) xargs --max-args=1 \
    --max-procs="$n_shards" bash -c 'run_matrix_shard "$2" "$1"' _ "$n_shards"
  scripts/sum_matrix.py build/test/tests/matrix/shard-*.log
  MTSCOMPFS_REQUIRE_FUSE=1 build/test/tests/integration/integration_test \
    --gtest_filter='*DamageMatrix*'
}

# check_soak [SECONDS]
check_soak() {
  ensure_build_packages
  build build/test
  MTSCOMPFS_REQUIRE_FUSE=1 tests/integration/mount/soak_test.py \
    build/test/src/programs "${1:-600}"
}

# check_load [SECONDS]
check_load() {
  ensure_build_packages
  build build/test
  MTSCOMPFS_REQUIRE_FUSE=1 MTSCOMP_LOAD_SECONDS="${1:-300}" \
    build/test/tests/integration/load_test
}

# check_permissions [CHECKS]
check_permissions() {
  ensure_build_packages
  build build/test
  MTSCOMPFS_REQUIRE_FUSE=1 MTSCOMP_PERMISSION_CHECKS="${1:-150000}" \
    build/test/tests/integration/permissions_campaign_test
}

# check_memory [SECONDS]
check_memory() {
  ensure_build_packages
  build build/test
  MTSCOMPFS_REQUIRE_FUSE=1 MTSCOMP_MEMORY_SECONDS="${1:-300}" \
    build/test/tests/integration/integration_test --gtest_filter='MemoryBound*'
}

# run_packers_shard I RUNS: its log is beside the program.
run_packers_shard() {
  local -r directory=build/test/tests/integration
  local -r log=$directory/packers-$1.log
  if ! MTSCOMP_PACKER_RUNS=$2 "$directory/two_packers_test" >"$log" 2>&1; then
    echo "two_packers_test failed; the failures in its log $log:"
    grep -A 2 ': Failure' "$log"
    return 1
  fi
}
export -f run_packers_shard

# check_packers [RUNS]: runs several at once, because each waits most of the
# time.
check_packers() {
  ensure_build_packages
  build build/test
  local -r n_shards=$((3 * $(nproc)))
  local -r n_runs=$(((${1:-10000} + n_shards - 1) / n_shards))
  rm -f build/test/tests/integration/packers-*.log
  local result=0
  # shellcheck disable=SC2016  # "$1" is for the inner shell to expand.
  seq "$n_shards" | TMPDIR=$(memory_directory) xargs --max-args=1 \
    --max-procs="$n_shards" bash -c 'run_packers_shard "$2" "$1"' _ "$n_runs" ||
    result=1
  grep -hE '^ *[0-9]+  ' build/test/tests/integration/packers-*.log |
    awk '{ n = $1; $1 = ""; sum[$0] += n }
      END { for (line in sum) printf "%6d %s\n", sum[line], line }' | sort -k 2
  return "$result"
}

check_full() {
  local name
  for name in "${names[@]}" soak load permissions memory packers fuzz_runs; do
    run_check "$name"
  done
}

run_check() {
  echo "== $1"
  "check_${1//-/_}"
}

require_known() {
  local name
  for name in "$@"; do
    if [[ " ${names[*]} ${short_names[*]} full " != *" $name "* ]]; then
      echo "check.sh: unknown check \"$name\"" >&2
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
  if [[ " soak load permissions memory packers fuzz fuzz-runs " == *" $1 "* ]]; then
    local -r campaign=check_${1/-/_}
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
