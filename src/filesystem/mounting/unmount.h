// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Unmounts mounts of mtscompfs, even if their daemon was killed.
#pragma once

#include <string>

#include "base/mounts/mount_table.h"
#include "filesystem/mounting/mount_point.h"

namespace mtscomp {

// Returns true if the topmost mount on `place` is a mount of mtscompfs.
// Throws: std::system_error.
bool is_our_mount(const MountPoint& place);

// Returns true if the topmost mount on `place` is a mount of mtscompfs whose
// daemon has ended.  Every access to such a mount fails with ENOTCONN.  If the
// daemon is running, this function waits for the daemon's answer.
// Throws: std::system_error.
bool is_leftover_mount(const MountPoint& place);

// Returns true if this process may call umount2(2).
bool has_right_to_unmount();

// Unmounts the mount of mtscompfs on `place`.  Open files stay readable.  Does
// nothing if there is no mount on `place`.  Calls umount2(2) if this process
// has the right to, and runs fusermount3 if not.
// Throws: UsageError if the topmost mount is of another file system;
// std::system_error.
void unmount(const MountPoint& place);

// Like unmount(), but always runs fusermount3.  fusermount3 is a setuid program
// of libfuse.  It verifies that the mount belongs to the user who runs
// fusermount3.
// Throws: std::system_error.
void unmount_by_fusermount(const std::string& mount_point);

}  // namespace mtscomp
