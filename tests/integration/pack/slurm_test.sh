#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Packs a tree by a job array of a real Slurm, whose only node is this machine.
# The daemons are started for this test only, with their state in a temporary
# directory.  Skipped (77) if Slurm is not installed or the user is not root.
#
# Usage: slurm_test.sh DIRECTORY_OF_PROGRAMS
set -euo pipefail

readonly programs=$1
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../scripts" && pwd)
readonly scripts
readonly n_tasks=4
readonly n_recordings=60
work=
pids=()

skip() {
  echo "skipped: $*"
  exit 77
}

fail() {
  echo "failed: $*" >&2
  tail -n 20 "$work"/*.log "$work"/slurm-*.out >&2 || true
  exit 1
}

clean_up() {
  if [[ ${#pids[@]} -gt 0 ]]; then
    kill "${pids[@]}" 2>/dev/null || true
    wait "${pids[@]}" 2>/dev/null || true
  fi
  rm -rf --one-file-system "$work"
}

# await SECONDS COMMAND...: repeats it until it succeeds.
await() {
  local -i tries=$(($1 * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    ((tries-- > 0)) || return 1
    sleep 0.1
  done
}

write_configuration() {
  local host
  host=$(hostname -s)
  mkdir "$work"/{state,spool}
  cat >"$work/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=46817
SlurmdPort=46818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CryptoType=crypto/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES State=UP OverSubscribe=FORCE:4
END
  touch "$work/cgroup.conf"
  export SLURM_CONF=$work/slurm.conf
}

start_munge() {
  mkdir -m 0711 "$work/munge"
  dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 status=none
  chmod 0400 "$work/munge/key"
  munged --foreground --force --key-file="$work/munge/key" \
    --socket="$work/munge/socket" --pid-file="$work/munge/pid" \
    --log-file="$work/munge/log" --seed-file="$work/munge/seed" \
    >"$work/munged.log" 2>&1 &
  pids+=("$!")
  await 10 munge --socket="$work/munge/socket" --no-input ||
    skip "munge does not start here: $(tail -n 1 "$work/munge/log")"
}

start_slurm() {
  slurmctld -D >"$work/slurmctld.log" 2>&1 &
  pids+=("$!")
  slurmd -D >"$work/slurmd.log" 2>&1 &
  pids+=("$!")
  await 30 node_is_idle ||
    skip "Slurm does not start here: $(tail -n 1 "$work/slurmd.log")"
}

node_is_idle() {
  [[ $(sinfo --noheader --format=%t) == idle ]]
}

make_tree() {
  local i directory
  for ((i = 0; i < n_recordings; ++i)); do
    directory=$work/tree/day$((i % 5))
    mkdir -p "$directory"
    head -c $((4000 + 40 * i)) /dev/urandom >"$directory/run$i.bin"
    printf 'typeThis=imec\nnSavedChans=4\nimSampRate=100\n' \
      >"$directory/run$i.meta"
  done
}

run_job_array() {
  (cd "$work" && MTSCOMP_PACK=$programs/mtscomp-pack LOG_DIR=$work \
    HOME=$work sbatch --wait --array="0-$((n_tasks - 1))" \
    "$scripts/slurm_pack_tree.sh" "$work/tree")
}

main() {
  [[ $(id -u) -eq 0 ]] || skip "needs root"
  local program
  for program in munged munge slurmctld slurmd sbatch sinfo; do
    command -v "$program" >/dev/null || skip "there is no $program"
  done
  work=$(mktemp -d)
  chmod 0755 "$work"
  trap clean_up EXIT
  write_configuration
  start_munge
  start_slurm
  make_tree
  run_job_array || fail "the job array"
  local logs=("$work"/pack-*.jsonl)
  [[ ${#logs[@]} -eq $n_tasks ]] || fail "expected $n_tasks logs: ${logs[*]}"
  [[ $(cat "${logs[@]}" | grep -c '"status": "packed"') -eq $n_recordings ]] ||
    fail "expected $n_recordings lines of packed recordings"
  "$programs/mtscomp-verify" --quiet "$work/tree" || fail "the proof"
  run_job_array || fail "the job array, again"
  [[ $(cat "$work"/pack-*.jsonl | grep -c '"status": "done"') -eq \
    $n_recordings ]] || fail "expected nothing to do the second time"
}

main
