#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Builds the Debian packages mtscompfs and libmtscomp-dev into build/deb, from a
# copy of the source, and checks them with lintian: an error or warning fails.
#
# The tests are skipped, because scripts/test.sh runs them; with
# DEB_BUILD_OPTIONS= in the environment they run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh

readonly work=build/deb
readonly source=$work/source
export DEB_BUILD_OPTIONS=${DEB_BUILD_OPTIONS-nocheck}

fail() {
  echo "build-deb.sh: $*" >&2
  exit 1
}

# The packages have the version of the changelog, the programs that of Meson.
check_version() {
  local of_package of_programs
  of_package=$(dpkg-parsechangelog --show-field Version)
  of_programs=$(sed -n "s/^  version: '\(.*\)',$/\1/p" meson.build)
  [[ $of_package == "$of_programs" ]] ||
    fail "debian/changelog: version: expected $of_programs, as meson.build" \
      "has, found $of_package"
}

copy_source() {
  rm -rf "$work"
  mkdir -p "$source"
  tar --create --exclude-vcs --exclude='./build*' . |
    tar --extract --directory "$source"
}

# debhelper sets another HOME for the build; ccache must keep its directory.
use_ccache() {
  if command -v ccache >/dev/null; then
    CCACHE_DIR=$(ccache --get-config cache_dir)
    export CCACHE_DIR
  fi
}

build_packages() {
  local log=$work/build.log
  if ! (cd "$source" && dpkg-buildpackage --unsigned-source \
    --unsigned-changes) >"$log" 2>&1; then
    tail -n 50 "$log"
    fail "the build failed; the complete log is $log"
  fi
}

check_packages() {
  lintian --fail-on error,warning --allow-root "$work"/*.changes
}

main() {
  ensure_packages "${build_packages[@]}" debhelper dpkg-dev lintian
  check_version
  copy_source
  use_ccache
  build_packages
  check_packages
  ls "$work"/*.deb
}

main
