#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# bench.sh [--short] [--publish] [CBIN]: builds everything for release,
# measures it, and writes result pages.
set -euo pipefail
readonly called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh

readonly build_dir=build/bench
readonly work=$build_dir/work
results=$build_dir/results
rounds=7
squashfs_level=15  # mksquashfs's default; slow in a first run.
cbin=

usage() {
  cat <<END_OF_USAGE
Usage: scripts/bench.sh [--short] [--publish] [CBIN]

  --short    fewer rounds, in a few minutes
  --publish  write the pages to docs/results instead of build/bench/results
  CBIN       a recording of 20 to 60 seconds, its .ch beside it; by default, a
             synthetic recording is made

As root, it also measures squashfs and limited memory.  MTSCOMP_DIRECTORY=DIR,
with mtscomp.py in DIR, adds Python mtscomp.  Run no other programs meanwhile.
END_OF_USAGE
}

be_short() {
  rounds=1
  squashfs_level=1
}

parse_arguments() {
  while [[ $# -gt 0 ]]; do
    case $1 in
      --short) be_short ;;
      --publish) results=docs/results ;;
      -h | --help)
        usage
        exit 0
        ;;
      -*)
        usage >&2
        exit 2
        ;;
      *) cbin=$(cd "$called_from" && realpath "$1") ;;
    esac
    shift
  done
}

# Packs with mtscomp's own settings, like most existing recordings.
make_recording() {
  cbin=$work/synthetic.cbin
  if [[ -f $cbin && -f ${cbin%.cbin}.ch ]]; then
    return 0
  fi
  echo "Making a synthetic recording"
  benchmarks/make_recording.py "$work/synthetic.bin"
  "$build_dir/src/programs/mtscomp-pack" --quiet --compat --overwrite \
    "$work/synthetic.bin" "$cbin" -n 385 -s 30000 -d int16
}

measure() {
  benchmarks/write_results.py "$build_dir" "$cbin" --rounds "$rounds" \
    --work "$work" --output "$results" --squashfs-level "$squashfs_level"
}

main() {
  parse_arguments "$@"
  ensure_packages "${build_packages[@]}" libbenchmark-dev fuse3 python3-numpy \
    python3-matplotlib squashfs-tools
  build "$build_dir" -Dbuildtype=release -Dbenchmarks=true -Dtests=false
  mkdir -p "$work" "$results"
  [[ -n $cbin ]] || make_recording
  measure
  echo "Wrote $results/README.md, mount.md, mount.png, packing.md, decoding.md"
}

main "$@"
