// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Taking our mounts away: what a daemon that was killed leaves behind, or a
// mount that is to end.
#pragma once

#include <string>

#include "base/mounts/mount_table.h"
#include "filesystem/mounting/mount_point.h"

namespace mtscomp {

// Whether mtscompfs has mounted here.  Throws: std::system_error.
bool is_our_mount(const MountPoint& place);

// Whether mtscompfs has mounted here and serves no more: whoever looks into it
// gets ENOTCONN.  Waits for a daemon that is there.  Throws: std::system_error.
bool is_leftover_mount(const MountPoint& place);

// Unmounts what mtscompfs has mounted here; from users that still have files
// open, it is only hidden.  Nothing happens if nothing is mounted.  As root by
// umount2(2), else by fusermount3.
// Throws: std::system_error, UsageError if another file system is on top.
void unmount(const MountPoint& place);

// As unmount(), by the setuid program of libfuse, which makes sure that the
// mount is the caller's.  Throws: std::system_error.
void unmount_by_fusermount(const std::string& mount_point);

}  // namespace mtscomp
