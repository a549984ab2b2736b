// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Taking our mounts away: what a daemon that was killed leaves behind, or a
// mount that is to end.
#pragma once

#include <string>

namespace mtscomp {

// Whether mtscompfs has mounted here and serves no more: whoever looks into it
// gets ENOTCONN.  Throws: std::system_error.
bool is_leftover_mount(const std::string& mount_point);

// Unmounts what mtscompfs has mounted here; from users that still have files
// open, it is only hidden.  Nothing happens if it has mounted nothing.  As root
// by umount2(2), else by fusermount3.
// Throws: std::system_error, UsageError if another file system is on top.
void unmount(const std::string& mount_point);

}  // namespace mtscomp
