#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Mounts an archive for the time of one command, for jobs on a cluster:
#
#   run_mounted.sh /data/archive -- python sort.py {}/run_g0_t0.imec0.ap.bin
#   run_mounted.sh /data/archive -o cache_size=4G -- ./job.sh
#
# The mount point is a new directory that only its user may enter.  It is in the
# command's environment as MTSCOMP_MOUNT, and every {} in its arguments stands
# for it.  What follows the archive, up to --, goes to mtscompfs.  However the
# command ends, the archive is unmounted, and the exit status is the command's;
# 125 if there was no mount to run it in.  SIGHUP, SIGINT and SIGTERM are passed
# on to the command, so that a job that runs out of time ends as it would alone.
#
# Environment: MTSCOMPFS, the program; TMPDIR, where the mount point is made.
set -euo pipefail

readonly no_mount=125
mount_point=
child=
passed_on=  # A signal was, since we last waited.

usage() {
  sed -n '/^# Mounts an archive/,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" |
    sed '$d' >&2
  exit "$no_mount"
}

# The daemon sees the end of the mount and ends too.  A process that the command
# has left behind, and that has a file open, cannot keep it.
clean_up() {
  if mountpoint --quiet "$mount_point"; then
    fusermount3 -u "$mount_point" 2>/dev/null ||
      fusermount3 -u -z "$mount_point" || true
  fi
  rmdir "$mount_point" 2>/dev/null || true
}

# pass_on SIGNAL
pass_on() {
  passed_on=yes
  if [[ -n $child ]]; then
    kill -s "$1" "$child" 2>/dev/null || true
  fi
}

# A signal that we pass on ends `wait`, mostly before the command has ended.  If
# that was the command's own end, waiting again gives 127.
await_child() {
  local status=0 next
  wait "$child" || status=$?
  while [[ -n $passed_on ]]; do
    passed_on=
    next=0
    wait "$child" 2>/dev/null || next=$?
    [[ $next -eq 127 ]] || status=$next
  done
  return "$status"
}

# A shell would start what it has to wait for with no standard input, and with
# SIGINT and SIGQUIT ignored.
run_command() {
  local signal
  for signal in HUP INT TERM; do
    # shellcheck disable=SC2064  # The signal's name is wanted now.
    trap "pass_on $signal" "$signal"
  done
  MTSCOMP_MOUNT=$mount_point env --default-signal=INT,QUIT "$@" <&0 &
  child=$!
  await_child
}

main() {
  local -a mount_arguments=()
  while [[ $# -gt 0 && $1 != -- ]]; do
    mount_arguments+=("$1")
    shift
  done
  [[ ${#mount_arguments[@]} -gt 0 && $# -gt 1 ]] || usage
  shift
  mount_point=$(mktemp --directory --tmpdir mtscomp.XXXXXX) || exit "$no_mount"
  trap clean_up EXIT
  "${MTSCOMPFS:-mtscompfs}" "${mount_arguments[@]:0:1}" "$mount_point" \
    "${mount_arguments[@]:1}" || exit "$no_mount"
  run_command "${@//\{\}/"$mount_point"}"
}

main "$@"
