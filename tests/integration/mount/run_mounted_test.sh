#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Runs scripts/run_mounted.sh like a job.  Skipped (77) if /dev/fuse is missing.
#
# Usage: run_mounted_test.sh DIRECTORY_OF_PROGRAMS GOLDEN_DIRECTORY
set -euo pipefail

readonly programs=$1
readonly golden=$2
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../scripts" && pwd)
readonly scripts
export MTSCOMPFS=$programs/mtscompfs
work=$(mktemp -d)
export TMPDIR=$work/tmp

fail() {
  echo "failed: $*" >&2
  exit 1
}

clean_up() {
  local left
  for left in "$TMPDIR"/*; do
    fusermount3 -u -z "$left" 2>/dev/null || true
  done
  rm -rf --one-file-system "$work"
}

run_mounted() {
  "$scripts/run_mounted.sh" "$work/archive" -- "$@"
}

# expect_status STATUS COMMAND...
expect_status() {
  local expected=$1 found=0
  shift
  "$@" || found=$?
  [[ $found -eq $expected ]] ||
    fail "$*: expected status $expected, found $found"
  expect_nothing_left "$*"
}

expect_nothing_left() {
  [[ -z $(ls -A "$TMPDIR") ]] || fail "$1: left in TMPDIR: $(ls -A "$TMPDIR")"
  ! grep -q " $TMPDIR" /proc/self/mounts || fail "$1: left mounted"
}

# await COMMAND...: repeats it until it succeeds, for ten seconds at most.
await() {
  local -i tries=100
  until "$@"; do
    ((tries-- > 0)) || fail "waited in vain for: $*"
    sleep 0.1
  done
}

shows_the_recording() {
  "$programs/mtscomp-unpack" --quiet "$work/archive/dtype_int16.cbin" \
    --out "$work/plain.bin"
  expect_status 0 run_mounted cmp "$work/plain.bin" {}/dtype_int16.bin
  # shellcheck disable=SC2016  # The command's shell is to expand it.
  expect_status 0 run_mounted sh -c \
    'test "$MTSCOMP_MOUNT/dtype_int16.bin" = "$1"' sh {}/dtype_int16.bin
  # shellcheck disable=SC2016
  expect_status 0 run_mounted sh -c 'test "$#" -eq 2' sh 'two words' ''
  [[ $(echo input | run_mounted cat) == input ]] || fail "standard input"
}

gives_back_the_status() {
  expect_status 7 run_mounted sh -c 'exit 7'
  expect_status 127 run_mounted "$work/no such program" 2>/dev/null
  expect_status 125 "$scripts/run_mounted.sh" "$work/missing" -- true \
    2>/dev/null
  expect_status 125 "$scripts/run_mounted.sh" "$work/archive" true 2>/dev/null
}

passes_options_on() {
  expect_status 125 "$scripts/run_mounted.sh" "$work/archive" -o no_such -- \
    true 2>/dev/null
  # shellcheck disable=SC2016
  expect_status 0 "$scripts/run_mounted.sh" "$work/archive" -o fsname=named -- \
    sh -c 'grep -q "^named $MTSCOMP_MOUNT " /proc/self/mounts'
}

# passes_on SIGNAL STATUS: the exit status is that of the command.
passes_on() {
  local found=0 job
  rm -f "$work/running"
  # Needs job control: without it, a shell starts background jobs with SIGINT
  # ignored.
  set -m
  "$scripts/run_mounted.sh" "$work/archive" -- \
    bash -c "trap 'exit $2' $1; touch '$work/running'
      for i in {1..100}; do sleep 0.1; done" &
  job=$!
  set +m
  await test -e "$work/running"
  kill -s "$1" "$job"
  wait "$job" || found=$?
  [[ $found -eq $2 ]] || fail "SIG$1: expected status $2, found $found"
  expect_nothing_left "SIG$1"
}

# An open file would make an ordinary unmount fail.
unmounts_under_an_open_file() {
  # shellcheck disable=SC2016
  expect_status 3 run_mounted bash -c \
    'sleep 5 <"$MTSCOMP_MOUNT/dtype_int16.bin" >/dev/null 2>&1 & exit 3'
}

main() {
  if [[ ! -c /dev/fuse ]]; then
    echo "skipped: /dev/fuse is missing"
    exit 77
  fi
  trap clean_up EXIT
  mkdir "$work/archive" "$TMPDIR"
  cp "$golden"/dtype_int16.c* "$work/archive"
  shows_the_recording
  gives_back_the_status
  passes_options_on
  passes_on TERM 21
  passes_on INT 22
  passes_on HUP 23
  unmounts_under_an_open_file
}

main
