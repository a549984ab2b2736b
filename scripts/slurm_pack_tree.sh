#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# A Slurm job array that packs a tree; each task packs one share of it:
#
#   sbatch --array=0-15 --cpus-per-task=4 slurm_pack_tree.sh /data \
#     --max-rate 50 --min-age 86400
#
# The arguments are those of mtscomp-pack; each task adds its own --shard, -p
# and --log.  The share of a task depends only on its number and the number of
# tasks, so tasks do not communicate.  A resubmitted array continues the earlier
# one.  To run only some of the shares, give their total number:
#
#   N_SHARDS=16 sbatch --array=3,7 slurm_pack_tree.sh /data
#
# Environment: MTSCOMP_PACK, the program; LOG_DIR, the directory of the logs
# [.].

#SBATCH --job-name=mtscomp-pack
#SBATCH --signal=B:TERM@120
#SBATCH --open-mode=append
set -euo pipefail

fail() {
  echo "slurm_pack_tree.sh: $*" >&2
  exit 2
}

# Number of shares.
# shellcheck disable=SC2153  # Slurm assigns them.
count_shards() {
  if [[ -n ${N_SHARDS:-} ]]; then
    echo "$N_SHARDS"
  elif ((SLURM_ARRAY_TASK_MIN == 0 &&
         SLURM_ARRAY_TASK_MAX == SLURM_ARRAY_TASK_COUNT - 1)); then
    echo "$SLURM_ARRAY_TASK_COUNT"
  else
    fail "expected --array=0-N without gaps, or N_SHARDS in the environment"
  fi
}

main() {
  [[ $# -gt 0 ]] || fail "expected a tree and options of mtscomp-pack"
  [[ -n ${SLURM_ARRAY_TASK_ID:-} ]] || fail "expected sbatch --array=0-N"
  local n_shards
  n_shards=$(count_shards)
  local job=${SLURM_ARRAY_JOB_ID:-0}
  # Replaces this shell, so Slurm's SIGTERM before the time limit reaches the
  # program, which then leaves no incomplete files.
  exec "${MTSCOMP_PACK:-mtscomp-pack}" "$@" --quiet \
    --shard "$SLURM_ARRAY_TASK_ID/$n_shards" \
    -p "${SLURM_CPUS_PER_TASK:-1}" \
    --log "${LOG_DIR:-.}/pack-$job-$SLURM_ARRAY_TASK_ID.jsonl"
}

main "$@"
