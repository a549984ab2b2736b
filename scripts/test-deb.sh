#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Installs the packages of build/deb in a separate Debian tree, reads a
# recording through the installed mtscompfs, purges the packages, and compares
# the lists of files before and after.  Only an administrator's files in
# /etc/mtscompfs may be left.
#
# The tree, build/deb-test/base, is made by debootstrap once and reused.
# Needs root; otherwise it prints the missing requirement and exits with 77.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

readonly work=build/deb-test
readonly base=$work/base
readonly root=$work/root
readonly recording=dtype_int16

skip() {
  echo "Skipped: $*"
  exit 77
}

fail() {
  echo "test-deb.sh: $*" >&2
  exit 1
}

check_machine() {
  [[ $(id -u) -eq 0 ]] || skip "installing packages takes root"
  [[ -c /dev/fuse ]] || skip "/dev/fuse is missing"
  command -v dpkg-query >/dev/null || skip "this is no Debian"
  compgen -G 'build/deb/*.deb' >/dev/null ||
    fail "build/deb: expected packages; scripts/build-deb.sh makes them"
  ensure_packages debootstrap
}

in_root() {
  chroot "$root" env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

make_base() {
  if [[ ! -e $base/done ]]; then
    echo "Making a Debian tree"
    rm -rf --one-file-system "$base"
    mkdir -p "$base"
    debootstrap --variant=minbase bookworm "$base" >/dev/null
    touch "$base/done"
  fi
}

# A tree with the dependencies of the packages, without the packages.
make_root() {
  rm -rf --one-file-system "$root"
  cp -a "$base" "$root"
  cp -L /etc/resolv.conf "$root/etc/resolv.conf"
  rm -f "$root/dev/fuse"
  mknod "$root/dev/fuse" c 10 229
  mkdir -p "$root"/test/{packages,archive,mnt}
  cp build/deb/{mtscompfs,libmtscomp-dev}_*.deb "$root/test/packages"
  cp tests/data/golden/"$recording".c* "$root/test/archive"
  in_root apt-get -qq update
  local package
  for package in "$root"/test/packages/*.deb; do
    in_root apt-get -qq satisfy --yes --no-install-recommends \
      "$(dpkg-deb --field "$package" Depends)" >/dev/null
  done
}

# Excludes files that dpkg and apt write, and directories that a boot clears.
list_files() {
  (cd "$root" && find . -xdev \( -path ./var/lib/dpkg -o -path ./var/log \
    -o -path ./var/cache -o -path ./proc -o -path ./run \) -prune -o -print | sort)
}

install_packages() {
  in_root sh -c 'dpkg --install /test/packages/*.deb >/dev/null'
  local program
  for program in mtscompfs mtscomp-{chop,info,pack,unpack,verify}; do
    in_root "$program" --version
  done
}

expected_sha1() {
  python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))[sys.argv[2]]["sha1"])' \
    tests/data/golden/manifest.json "$recording"
}

# compare_shown COMMAND...: mounts with the command, compares, and unmounts.
compare_shown() {
  in_root "$@"
  local found
  found=$(in_root sha1sum "/test/mnt/$recording.bin") || true
  in_root umount /test/mnt
  [[ ${found%% *} == "$(expected_sha1)" ]] ||
    fail "$*: expected SHA-1 $(expected_sha1), found ${found%% *}"
  echo "Read correctly after: $*"
}

use_packages() {
  printf '%s\n' SOURCE=/test/archive MOUNTPOINT=/test/mnt \
    >"$root/etc/mtscompfs/test.conf"
  in_root mtscompfs --check /etc/mtscompfs/test.conf
  compare_shown mtscompfs /test/archive /test/mnt
  compare_shown mtscompfs --config /etc/mtscompfs/test.conf
  compare_shown mount -t fuse.mtscompfs -o _netdev,nofail \
    /test/archive /test/mnt
}

purge_packages() {
  in_root dpkg --purge mtscompfs libmtscomp-dev 2>&1 | sed 's/^/  /'
}

check_what_is_left() {
  printf '%s\n' ./etc/mtscompfs ./etc/mtscompfs/test.conf >"$work/kept"
  sort "$work/before" "$work/kept" | diff - "$work/after" ||
    fail "files with >: left by the packages; with <: removed with them"
  echo "Of $(comm -13 "$work/before" "$work/installed" | wc -l) files and" \
    "directories, none is left but the configuration"
}

main() {
  check_machine
  make_base
  # Hides the mounts in the tree from the rest of the machine.
  if [[ ${1:-} != --in-namespace ]]; then
    exec unshare --mount scripts/test-deb.sh --in-namespace
  fi
  make_root
  mount -t proc proc "$root/proc"
  list_files >"$work/before"
  install_packages
  list_files >"$work/installed"
  use_packages
  purge_packages
  list_files >"$work/after"
  check_what_is_left
}

main "$@"
