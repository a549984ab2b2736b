#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# bench.sh [--short] [CBIN]: builds everything for release and measures it.
# Tables and a plot are left in build/bench/results.  docs/performance.md says
# what they mean.
set -euo pipefail
readonly called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh

readonly build_dir=build/bench
readonly work=$build_dir/work
readonly results=$build_dir/results
rounds=7
squashfs_level=15  # mksquashfs's default, and most of the time of a first run.
codec_seconds=0.5
cbin=

usage() {
  cat <<END_OF_USAGE
Usage: scripts/bench.sh [--short] [CBIN]

  --short  fewer rounds, in under two minutes
  CBIN     a recording of 20 to 60 seconds, its .ch beside it; without one,
           a synthetic recording is made

As root it also mounts squashfs and limits memory.  MTSCOMP_DIRECTORY=DIR with
mtscomp.py in DIR adds Python mtscomp.  Nothing else should run meanwhile.
END_OF_USAGE
}

be_short() {
  rounds=1
  squashfs_level=1
  codec_seconds=0.05
}

parse_arguments() {
  while [[ $# -gt 0 ]]; do
    case $1 in
      --short) be_short ;;
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

# mtscomp's own settings, so that it is what the field has.
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

measure_codec() {
  echo "Measuring the codec"
  {
    "$build_dir/benchmarks/bench_decode" "$cbin" "${cbin%.cbin}.ch" \
      --benchmark_min_time="$codec_seconds"
    "$build_dir/benchmarks/bench_encode" --benchmark_min_time="$codec_seconds"
    "$build_dir/benchmarks/bench_dtypes" --benchmark_min_time="$codec_seconds"
  } 2>&1 | tee "$results/codec.txt"
}

measure_cache() {
  echo "Measuring the cache"
  "$build_dir/benchmarks/bench_cache" --benchmark_min_time="$codec_seconds" \
    2>&1 | tee "$results/cache.txt"
}

measure_mount() {
  echo "Measuring the mount"
  benchmarks/bench_mount.py "$build_dir" "$cbin" --rounds "$rounds" \
    --work "$work" --output "$results" --squashfs-level "$squashfs_level"
}

main() {
  parse_arguments "$@"
  ensure_packages "${build_packages[@]}" libbenchmark-dev fuse3 python3-numpy \
    python3-matplotlib squashfs-tools
  build "$build_dir" -Dbuildtype=release -Dbenchmarks=true -Dtests=false
  mkdir -p "$work" "$results"
  [[ -n $cbin ]] || make_recording
  measure_codec
  measure_cache
  measure_mount
  echo "Left in $results: table.md, plot.png, codec.txt, cache.txt"
}

main "$@"
