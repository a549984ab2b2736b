// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Unmounts mounts of mtscompfs, with a running daemon or after it was killed.
#pragma once

#include <string>

#include "base/mounts/mount_table.h"
#include "filesystem/mounting/mount_point.h"

namespace mtscomp {

// Whether mtscompfs has mounted here.  Throws: std::system_error.
bool is_our_mount(const MountPoint& place);

// Whether mtscompfs has mounted here and its daemon is gone: every access fails
// with ENOTCONN.  Waits for the answer of a running daemon.
// Throws: std::system_error.
bool is_leftover_mount(const MountPoint& place);

// Unmounts a mount of mtscompfs.  Open files stay readable.  Does nothing if
// nothing is mounted here.  Root uses umount2(2), other users fusermount3.
// Throws: std::system_error, UsageError if another file system is on top.
void unmount(const MountPoint& place);

// Like unmount(), by libfuse's setuid program, which verifies that the mount
// belongs to the caller.
// Throws: std::system_error.
void unmount_by_fusermount(const std::string& mount_point);

}  // namespace mtscomp
