# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Builds with Meson; other scripts source this file.  Meson finds ccache without
# help, except for a compiler that CXX names.

# Build directories with the same options share compiled objects.
export CCACHE_NOHASHDIR=true
# Otherwise ccache compiles every file that uses a precompiled header.
export CCACHE_SLOPPINESS=pch_defines,time_macros

# A directory in memory, for many small files that are written and removed.
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

# configure DIRECTORY [MESON OPTION]...: prints nothing unless it fails.
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

# configure_asan DIRECTORY: one build for the tests and the fuzzers, because
# compiling it takes longest.  It uses clang, whose warnings are errors here
# too, for example about locks (-Wthread-safety).
configure_asan() {
  CXX=$(with_ccache clang++) configure "$1" -Dfuzzers=true -Dwerror=true \
    -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
}

# build DIRECTORY [MESON OPTION]...: prints only warnings and errors.
build() {
  echo "Building in $1"
  configure "$@"
  ninja -C "$1" --quiet | sed '/^ninja: no work to do\.$/d'
}
