# shellcheck shell=bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Debian packages; other scripts source this file.

# Packages that building the programs needs.
# shellcheck disable=SC2034  # Used by the scripts that source this.
build_packages=(
  ccache g++ meson ninja-build pkg-config libcli11-dev libcurl4-openssl-dev
  libdeflate-dev libfmt-dev libfuse3-dev libpugixml-dev rapidjson-dev
  libspdlog-dev libssl-dev zlib1g-dev
)
# Additional packages for the tests.
# shellcheck disable=SC2034
test_packages=(
  bash-completion fish fuse3 libgmock-dev libgtest-dev python3-numpy strace zsh
)
# Third-party programs that read a mounted tree in the tests, and those that
# check the test server of remote archives.
# shellcheck disable=SC2034
client_packages=(
  apache2-bin attr curl nginx octave openssl python3-boto3 python3-neo rclone rsync
)

# clang, and the program that resolves addresses to names.
# shellcheck disable=SC2034
sanitizer_packages=(clang llvm)

is_installed() {
  dpkg-query --show --showformat='${db:Status-Abbrev}' "$1" 2>/dev/null |
    grep -q '^.i'
}

# Runs apt-get as root; other users need sudo.
run_apt_get() {
  local -a as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    as_root=(sudo)
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" \
    </dev/null >/dev/null
}

# ensure_packages PACKAGE...: installs missing packages.  Prints nothing if none
# is missing.
ensure_packages() {
  local -a missing=()
  local package
  if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian; install the equivalents of: $*" >&2
    return 0
  fi
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  if [[ ${#missing[@]} -eq 0 ]]; then
    return 0
  fi
  if [[ $(id -u) -ne 0 ]] && ! command -v sudo >/dev/null; then
    echo "Packages are missing, and sudo is not available to install them:" \
      "${missing[*]}" >&2
    echo "As root: apt-get install ${missing[*]}" >&2
    return 1
  fi
  echo "Installing ${missing[*]}"
  run_apt_get update
  run_apt_get install --yes --no-install-recommends "${missing[@]}"
}
