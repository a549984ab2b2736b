# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Building with Meson, for the other scripts to source.  Meson finds ccache by
# itself; a compiler named in CXX has to be given it.

# One build directory may use what was compiled for another with the same
# options.
export CCACHE_NOHASHDIR=true
# Without these, ccache compiles everything that uses a precompiled header.
export CCACHE_SLOPPINESS=pch_defines,time_macros

# Where many small files are written and removed without a disk.
memory_directory() {
  if [[ -d /dev/shm ]]; then
    echo /dev/shm
  else
    echo "${TMPDIR:-/tmp}"
  fi
}

with_ccache() {
  if command -v ccache >/dev/null; then
    echo "ccache $1"
  else
    echo "$1"
  fi
}

# configure DIRECTORY [MESON OPTION]...: quiet unless it fails.
configure() {
  local directory=$1
  shift
  local -a again=()
  if [[ -f $directory/build.ninja ]]; then
    again=(--reconfigure)
  fi
  local log
  if ! log=$(meson setup "${again[@]}" "$@" "$directory" 2>&1); then
    echo "$log" >&2
    return 1
  fi
}

# configure_asan DIRECTORY: what the tests and the fuzzers share, since nothing
# takes as long to compile.  By clang, whose warnings count here too: of locks,
# for one (-Wthread-safety).
configure_asan() {
  CXX=$(with_ccache clang++) configure "$1" -Dfuzzers=true -Dwerror=true \
    -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
}

# build DIRECTORY [MESON OPTION]...: shows warnings and errors only.
build() {
  echo "Building in $1"
  configure "$@"
  ninja -C "$1" --quiet | sed '/^ninja: no work to do\.$/d'
}
