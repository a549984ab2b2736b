#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Mounts an archive for the time of one command, for jobs on a cluster:
#
#   run_mounted.sh /data/archive -- python sort.py {}/run_g0_t0.imec0.ap.bin
#   run_mounted.sh /data/archive -o cache_size=4G -- ./job.sh
#
# The mount point is a new directory that only its user can enter.  The command
# gets it in the environment variable MTSCOMP_MOUNT, and in place of every {} in
# its arguments.  The arguments between the archive and -- are passed to
# mtscompfs.  The archive is always unmounted when the command ends.  The exit
# status is that of the command, or 125 if the archive could not be mounted.
# SIGHUP, SIGINT and SIGTERM are passed on to the command, so a job that runs
# out of time ends as usual.
#
# Environment: MTSCOMPFS, the program; TMPDIR, the directory of mount points.
set -euo pipefail

readonly no_mount=125
mount_point=
child=
passed_on=  # Set if a signal was passed on since the last wait.

usage() {
  sed -n '/^# Mounts an archive/,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" |
    sed '$d' >&2
  exit "$no_mount"
}

# The daemon ends when it is unmounted.  A process that the command has left
# behind cannot prevent that with an open file.
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

# A signal that is passed on interrupts `wait`, usually before the command has
# ended.  If the command had ended, waiting again gives 127.
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

# A shell starts background commands without standard input, and with SIGINT and
# SIGQUIT ignored.
run_command() {
  local signal
  for signal in HUP INT TERM; do
    # shellcheck disable=SC2064  # The name is expanded now.
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
