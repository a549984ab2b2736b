#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the mtscompfs authors

# Tests the service like an administrator, inside the booted tree; exits with 0
# if all checks passed.  /test/archive has a pair, /test/sums the SHA-1 of its
# .bin.
set -euo pipefail

readonly mount_point=/srv/recordings
readonly service=mtscompfs@archive.service
failures=0

# expect WHAT COMMAND...: the command succeeds.
expect() {
  local what=$1
  shift
  if "$@"; then
    echo "ok: $what"
  else
    echo "FAILED: $what"
    failures=$((failures + 1))
  fi
}

not() { ! "$@"; }

# within SECONDS COMMAND...: the command succeeds within this time.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [[ $SECONDS -lt $end ]] || return 1
    sleep 0.1
  done
}

reads_right() { (cd "$mount_point" && sha1sum --check --quiet /test/sums); }
reads_right_as_user() {
  runuser -u reader -- bash -c \
    "cd $mount_point && sha1sum --check --quiet /test/sums"
}
is_mounted() { findmnt --noheadings --types fuse.mtscompfs "$mount_point"; }
is_running() { ls -l /proc/[0-9]*/exe 2>/dev/null | grep -q '/mtscompfs$'; }
log_of() { journalctl --unit="$1" --output=cat --no-pager; }
says() { grep --quiet --fixed-strings -- "$2" < <(log_of "$1"); }

set_up() {
  useradd --create-home reader
  mkdir -p "$mount_point" /etc/mtscompfs
  cat >/etc/mtscompfs/archive.conf <<END
SOURCE=/test/archive
MOUNTPOINT=$mount_point
OPTIONS=allow_other
END
}

test_units() {
  # A minimal tree has no man(1) that could find its pages.
  local verdict
  verdict=$(systemd-analyze verify --man=no \
    /usr/lib/systemd/system/mtscompfs@.service mtscompfs@archive.service \
    mtscompfs-remote@archive.service 2>&1)
  echo "$verdict"
  expect "systemd-analyze verify says nothing" test -z "$verdict"
  # "→ Overall exposure level for ...: 3.8 OK"
  local exposure
  exposure=$(systemd-analyze security "$service" --no-pager |
    sed -n 's/.*Overall exposure level.*: \([0-9.]*\) .*/\1/p')
  echo "exposure: $exposure"
  expect "an exposure of 5.0 or better" \
    awk -v x="$exposure" 'BEGIN { exit !(x != "" && x <= 5.0) }'
}

test_ordering() {
  systemctl daemon-reload
  local requires
  requires=$(systemctl show --property=RequiresMountsFor --value "$service")
  echo "RequiresMountsFor: $requires"
  expect "waits for what holds the source" grep -q /test/archive <<<"$requires"
}

test_life() {
  expect "enabling starts it" systemctl enable --now --quiet "$service"
  expect "it is mounted when it has started" is_mounted
  expect "root reads right" reads_right
  expect "another user reads right" reads_right_as_user
  expect "restarts" systemctl restart "$service"
  expect "reads right after that" reads_right_as_user
  expect "reloads" systemctl reload "$service"
  expect "reads right after that" reads_right_as_user
  systemctl kill --kill-whom=main --signal=KILL "$service"
  expect "back within 5 s of SIGKILL" within 5 reads_right_as_user
  expect "as one mount" test "$(is_mounted | wc -l)" -eq 1
  exec 3<"$mount_point/dtype_int16.bin"
  expect "stops, with a file open" systemctl stop "$service"
  exec 3<&-
  expect "nothing is mounted" not is_mounted
  expect "and nothing failed" not systemctl --quiet is-failed "$service"
}

# status_of_daemon KEY VALUE: whether its /proc/PID/status has this value.
status_of_daemon() {
  grep --quiet "^$1:.*$2\$" "/proc/$(systemctl show --property MainPID \
    --value "$service")/status"
}

test_privileges() {
  systemctl start "$service"
  # CAP_DAC_READ_SEARCH.
  expect "it keeps one capability" status_of_daemon CapPrm 0000000000000004
  expect "and can gain no other" status_of_daemon NoNewPrivs 1
  expect "the system calls that it has no use for are refused" \
    status_of_daemon Seccomp 2
  systemctl stop "$service"
  expect "it unmounts all the same" not is_mounted
}

# A minimal tree has no pgrep(1) either.
reader_has_a_daemon() {
  local process
  for process in /proc/[0-9]*; do
    if [[ $(stat --format %U "$process" 2>/dev/null) == reader &&
      $(cat "$process/comm" 2>/dev/null) == mtscompfs ]]; then
      return 0
    fi
  done
  return 1
}

test_mount_for_a_user() {
  expect "mount(8) mounts for a user's daemon" mount -t fuse.mtscompfs \
    /test/archive "$mount_point" \
    -o ro,allow_other,default_permissions,drop_privileges,setuid=reader
  expect "another user reads right" reads_right_as_user
  expect "the daemon is that user's" reader_has_a_daemon
  expect "umount" umount "$mount_point"
  expect "ends the daemon" within 10 not reader_has_a_daemon
}

test_unmounting_by_hand() {
  systemctl start "$service"
  umount "$mount_point"
  expect "umount ends the service" \
    within 10 not systemctl --quiet is-active "$service"
}

test_missing_source() {
  cat >/etc/mtscompfs/broken.conf <<END
SOURCE=/nowhere
MOUNTPOINT=$mount_point
END
  expect "a missing source does not start" \
    not systemctl start mtscompfs@broken.service
  expect "it failed" within 20 systemctl --quiet is-failed mtscompfs@broken
  expect "and says why" says mtscompfs@broken.service \
    "/nowhere: cannot access the source: No such file or directory"
  expect "--check says so too" not mtscompfs --check /etc/mtscompfs/broken.conf
  systemctl stop mtscompfs@broken.service
  rm /etc/mtscompfs/broken.conf
}

test_mount_command() {
  expect "mount(8) mounts" mount -t fuse.mtscompfs \
    /test/archive "$mount_point" -o allow_other,_netdev,nofail
  expect "another user reads right" reads_right_as_user
  expect "umount" umount "$mount_point"
  expect "ends the daemon" within 10 not is_running
}

test_fstab() {
  echo "/test/archive $mount_point fuse.mtscompfs" \
    "allow_other,_netdev,nofail,x-systemd.automount 0 0" >/etc/fstab
  systemctl daemon-reload
  expect "the automount of fstab starts" systemctl start srv-recordings.automount
  expect "the first look mounts" reads_right_as_user
  expect "by fuse.mtscompfs" is_mounted
  expect "stops" systemctl stop srv-recordings.automount srv-recordings.mount
  expect "nothing is mounted" not is_mounted
  : >/etc/fstab
  systemctl daemon-reload
}

test_user_unit() {
  mkdir -p ~reader/.config/mtscompfs ~reader/mnt
  cat >~reader/.config/mtscompfs/archive.conf <<END
SOURCE=/test/archive
MOUNTPOINT=/home/reader/mnt
END
  chown -R reader: ~reader
  loginctl enable-linger reader
  local -a as_reader=(runuser -u reader -- env
    "XDG_RUNTIME_DIR=/run/user/$(id -u reader)" systemctl --user)
  expect "the user's manager runs" within 20 "${as_reader[@]}" is-system-running
  expect "a user starts a mount" "${as_reader[@]}" start mtscompfs@archive
  expect "and reads right" runuser -u reader -- bash -c \
    'cd ~reader/mnt && sha1sum --check --quiet /test/sums'
  expect "and stops it" "${as_reader[@]}" stop mtscompfs@archive
  expect "nothing is mounted" not grep fuse.mtscompfs /proc/mounts
}

has_disk_cache() {
  find /var/cache/mtscompfs/archive ! -name lock -type f | grep -q .
}

# The test server is in /test/server, and the archive is the same.
test_remote() {
  local -r remote=mtscompfs-remote@archive.service
  python3 /test/server /test/archive >/test/url &
  local -r server=$!
  within 20 test -s /test/url
  cat >/etc/mtscompfs/archive.conf <<END
SOURCE=$(cat /test/url)
MOUNTPOINT=$mount_point
OPTIONS=allow_other,disk_cache=/var/cache/mtscompfs/archive
END
  systemctl daemon-reload
  expect "the unit for root refuses a server" \
    not systemctl start "$service"
  systemctl stop "$service"
  expect "the unit for servers starts" systemctl start "$remote"
  expect "another user reads right" reads_right_as_user
  expect "the daemon is not root's" test mtscompfs = "$(stat --format %U \
    "/proc/$(systemctl show --property MainPID --value "$remote")")"
  expect "fetched data is on the disk" within 10 has_disk_cache
  systemctl kill --kill-whom=main --signal=KILL "$remote"
  expect "back within 20 s of SIGKILL" within 20 reads_right_as_user
  expect "stops" systemctl stop "$remote"
  expect "nothing is mounted" not is_mounted
  expect "its disk cache is kept" has_disk_cache
  expect "mount(8) mounts for a user's daemon" mount -t fuse.mtscompfs \
    "$(cat /test/url)" "$mount_point" \
    -o ro,_netdev,allow_other,default_permissions,drop_privileges,setuid=mtscompfs
  expect "another user reads right" reads_right_as_user
  umount "$mount_point"
  kill "$server"
  rm /etc/mtscompfs/archive.conf
}

main() {
  set_up
  test_units
  test_ordering
  test_life
  test_privileges
  test_unmounting_by_hand
  test_missing_source
  test_mount_command
  test_mount_for_a_user
  test_fstab
  test_user_unit
  test_remote
  echo "$failures failed"
  [[ $failures -eq 0 ]]
}

main
