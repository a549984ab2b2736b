#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Packs a tree from several hosts that see it under the same path, without a job
# scheduler:
#
#   pack_tree_on_hosts.sh server1,server2,localhost /data --max-rate 50
#
# Each host packs one share, started by ssh; localhost needs no ssh, and a host
# that is named twice packs two shares.  The arguments after the hosts are those
# of mtscomp-pack; each share adds its own --shard and --log.  Ctrl-C stops the
# shares on this host; --stop-file FILE, in the tree, stops all.  A repeated run
# continues the earlier one.
#
# Environment: MTSCOMP_PACK, the program, on all hosts; LOG_DIR, the directory
# of the logs, on all hosts [.].
set -euo pipefail

usage() {
  sed -n '/^# Packs a tree/,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" |
    sed '$d' >&2
  exit 2
}

# run_share HOST SHARD ARGUMENT...
run_share() {
  local host=$1 shard=$2
  shift 2
  local -a command=(
    "${MTSCOMP_PACK:-mtscomp-pack}" "$@" --quiet --shard "$shard"
    --log "${LOG_DIR:-.}/pack-${shard%/*}.jsonl"
  )
  if [[ $host != localhost ]]; then
    # ssh passes one string to a shell.
    command=(ssh -o BatchMode=yes "$host" "$(printf '%q ' "${command[@]}")")
  fi
  "${command[@]}" </dev/null 2>&1 | sed "s|^|$host $shard: |"
}

main() {
  [[ $# -ge 2 ]] || usage
  local -a hosts pids=()
  IFS=, read -r -a hosts <<<"$1"
  shift
  local i
  for i in "${!hosts[@]}"; do
    run_share "${hosts[i]}" "$i/${#hosts[@]}" "$@" &
    pids+=("$!")
  done
  local result=0
  for i in "${!pids[@]}"; do
    if ! wait "${pids[i]}"; then
      echo "${hosts[i]} $i/${#hosts[@]}: this share failed" >&2
      result=1
    fi
  done
  return "$result"
}

main "$@"
