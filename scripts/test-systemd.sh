#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# test-systemd.sh: installs mtscompfs in a Debian tree, boots systemd in it, and
# tests the service there with tests/systemd/inside.sh.
#
# The Debian tree, build/systemd/base, is made by debootstrap once and reused.
# Needs root, and a kernel on which systemd-nspawn can run and FUSE can mount;
# otherwise it prints the missing requirement and exits with 77.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/build.sh

readonly work=build/systemd
readonly base=$work/base
readonly root=$work/root
readonly boot_seconds=180

skip() {
  echo "Skipped: $*"
  exit 77
}

check_machine() {
  [[ $(id -u) -eq 0 ]] || skip "booting a Debian tree takes root"
  [[ -e /dev/fuse ]] || skip "/dev/fuse is missing"
  command -v dpkg-query >/dev/null || skip "this is no Debian"
  ensure_packages systemd-container debootstrap
}

make_base() {
  if [[ ! -e $base/done ]]; then
    echo "Making a Debian tree"
    rm -rf "$base"
    mkdir -p "$base"
    debootstrap --variant=minbase \
      --include=systemd,systemd-sysv,dbus,libpam-systemd,fuse3 \
      bookworm "$base" >/dev/null
    touch "$base/done"
  fi
}

# The packages install the shared libraries of the programs.
install_mtscompfs() {
  scripts/build-deb.sh
  rm -rf "$root"
  cp -a "$base" "$root"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  mkdir "$root/packages"
  cp build/deb/mtscompfs_*.deb "$root/packages"
  chroot "$root" apt-get -qq update
  chroot "$root" sh -c 'apt-get -qq install --yes --no-install-recommends \
    /packages/mtscompfs_*.deb python3 >/dev/null'
}

install_test() {
  mkdir -p "$root/test/archive"
  cp tests/data/golden/dtype_int16.c* "$root/test/archive"
  python3 - tests/data/golden/manifest.json >"$root/test/sums" <<'END'
import json, sys
print(json.load(open(sys.argv[1]))["dtype_int16"]["sha1"], " dtype_int16.bin")
END
  cp tests/systemd/inside.sh "$root/test"
  cp --recursive tests/remote/server "$root/test"
  cp tests/systemd/test.service "$root/etc/systemd/system"
  ln -s ../test.service \
    "$root/etc/systemd/system/multi-user.target.wants/test.service"
}

# Separate device nodes with the modes that udev gives them on a real machine.
make_devices() {
  rm -rf "${work:?}/dev"
  mkdir "$work/dev"
  mknod --mode=666 "$work/dev/fuse" c 10 229
  mknod --mode=600 "$work/dev/autofs" c 10 235
}

boot() {
  echo "Booting systemd"
  timeout "$boot_seconds" systemd-nspawn --quiet --boot --register=no \
    --keep-unit --private-network --directory="$root" \
    --bind="$PWD/$work/dev/fuse:/dev/fuse" \
    --bind="$PWD/$work/dev/autofs:/dev/autofs" \
    </dev/null >"$work/console.log" 2>&1 || true
}

report() {
  if [[ ! -e $root/test/result ]]; then
    tail -n 50 "$work/console.log"
    echo "systemd did not start the test; its console is above"
    return 1
  fi
  cat "$root/test/log"
  [[ $(cat "$root/test/result") == 0 ]]
}

main() {
  check_machine
  make_base
  install_mtscompfs
  install_test
  make_devices
  boot
  report
}

main "$@"
