// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What is mounted where, as the kernel tells it (proc_pid_mountinfo(5)).
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// The type of what is mounted on top at this absolute path, such as
// "fuse.mtscompfs"; empty if nothing is.  Neither path nor mount is touched.
// Throws: std::system_error.
std::string mounted_type(const std::string& mount_point);

// The same, from the text of /proc/self/mountinfo.
std::string find_mounted_type(std::string_view mountinfo,
                              std::string_view mount_point);

}  // namespace mtscomp
