#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# build-tarball.sh [BUILD_DIRECTORY]: builds the programs for machines on which
# nothing can be installed, such as clusters, as one file in build/tarball: they
# run from any directory.  All libraries except glibc are linked statically,
# because libfuse's soname and symbols differ between distributions; the machine
# needs only the kernel's part of FUSE and fusermount3.
#
# Fails if a program needs any other library, and prints the oldest glibc that
# has all symbols.  The tarball is unpacked and tested, unless /dev/fuse is
# missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh

readonly work=build/tarball
readonly build_dir=${1:-$work/build}
readonly recording=dtype_int16
# Packages whose code is in the programs, for their licences.
readonly linked=(
  libcli11-dev libdeflate-dev libfmt-dev libfuse3-dev libpugixml-dev
  libspdlog-dev libssl-dev rapidjson-dev zlib1g-dev
)

fail() {
  echo "build-tarball.sh: $*" >&2
  exit 1
}

# The static library of libcurl needs libraries that have only shared ones, such
# as Kerberos.
build_programs() {
  build "$build_dir" --prefix=/ -Dbuildtype=release -Dstrip=true \
    -Dprefer_static=true -Dportable=true -Dtests=false -Dsystemd=false \
    -Dremote_sources=disabled
}

version() {
  "$build_dir/src/programs/mtscompfs" --version | cut -d' ' -f2
}

# install_files DIRECTORY
install_files() {
  DESTDIR=$PWD/$1 meson install -C "$build_dir" --no-rebuild --quiet
  rm -rf "${1:?}"/{lib,include}
  local documents=$1/share/doc/mtscompfs package
  cp -rL LICENSE docs/{guide,operate,reference,results} "$documents"
  mkdir "$documents/licences"
  for package in "${linked[@]}"; do
    cp -L "/usr/share/doc/$package/copyright" "$documents/licences/$package"
  done
  cp -L "/usr/share/doc/libstdc++-$(c++ -dumpversion)-dev/copyright" \
    "$documents/licences/libstdc++"
  cp /usr/share/common-licenses/{Apache-2.0,GPL-3,LGPL-2.1} \
    "$documents/licences"
}

check_libraries() {
  local glibc='^(libc|libm|libpthread|libdl|librt|ld-linux-.*)\.so\.[0-9]+$'
  local others
  others=$(objdump --private-headers "$1"/bin/* |
    sed -n 's/^ *NEEDED *//p' | sort -u | grep -E -v "$glibc") || true
  [[ -z $others ]] ||
    fail "libraries: expected only glibc's, found" "$others"
}

# oldest_glibc DIRECTORY: the newest version to which a symbol is bound.
oldest_glibc() {
  objdump --dynamic-syms "$1"/bin/* |
    sed -n 's/.*(\{0,1\}GLIBC_\([0-9.]*\).*/\1/p' | sort -uV | tail -n 1
}

# write_readme DIRECTORY GLIBC
write_readme() {
  cat >"$1/README" <<END
mtscompfs $(version), for Linux on $(uname -m) with glibc $2 or newer
(ldd --version prints the installed version).

  PATH=\$PWD/bin:\$PATH
  mtscompfs /data/archive ~/recordings
  ls ~/recordings
  fusermount3 -u ~/recordings

Mounting needs /dev/fuse and fusermount3 (package fuse3); the other programs
need nothing.  glibc loads libgcc_s.so.1 when threads end; it is part of
every distribution.  The man pages are in share/man (man -l share/man/man1/mtscompfs.1),
completions for bash, zsh and fish in share, scripts for clusters in
share/doc/mtscompfs/examples.

These programs read local files only.  For https:// and s3:// addresses,
install the Debian package, or build the programs from source with libcurl.

bin/ contains code of the projects whose licences are in
share/doc/mtscompfs/licences.  libfuse is under the LGPL: to link the programs
with another version of it, build them from source by scripts/build-tarball.sh.
END
}

# make_tarball DIRECTORY
make_tarball() {
  tar --create --xz --file "$1.tar.xz" --directory "$work" --owner=0 --group=0 \
    --numeric-owner --sort=name "${1##*/}"
}

# try_tarball TARBALL: runs its programs without any others of the project.
try_tarball() {
  [[ -c /dev/fuse ]] || { echo "Not tested: /dev/fuse is missing"; return; }
  local place
  place=$(mktemp --directory)
  mkdir "$place"/{mnt,archive}
  tar --extract --file "$1" --directory "$place" --strip-components=1
  cp tests/data/golden/"$recording".c* "$place/archive"
  # shellcheck disable=SC2016  # The inner shell expands it.
  env --ignore-environment PATH="$place/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    bash -euc 'cd "$1"
      mtscomp-unpack --quiet "archive/$2.cbin" --out plain.bin
      mtscompfs archive mnt
      trap "fusermount3 -u mnt" EXIT
      cmp "mnt/$2.bin" plain.bin
      run_mounted=share/doc/mtscompfs/examples/run_mounted.sh
      "$run_mounted" archive -- cmp "{}/$2.bin" plain.bin
      status=0  # Status of a program that throws through static libraries.
      mtscomp-unpack missing.cbin 2>/dev/null || status=$?
      [[ $status -eq 1 ]]
      for name in mtscomp-chop mtscomp-info mtscomp-pack mtscomp-repack \
        mtscomp-verify; do
        "$name" --version
      done' bash "$place" "$recording"
  rm -rf --one-file-system "$place"
  echo "Unpacked, mounted, read correctly, unmounted"
}

main() {
  ensure_packages "${build_packages[@]}" binutils fuse3 xz-utils
  build_programs
  local directory glibc
  directory=$work/mtscompfs-$(version)-linux-$(uname -m)
  rm -rf "$work"/mtscompfs-*
  mkdir -p "$directory"
  install_files "$directory"
  check_libraries "$directory"
  glibc=$(oldest_glibc "$directory")
  write_readme "$directory" "$glibc"
  make_tarball "$directory"
  try_tarball "$directory.tar.xz"
  echo "$directory.tar.xz needs glibc $glibc or newer"
}

main
