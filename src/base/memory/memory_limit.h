// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Amount of memory that this process may use.
#pragma once

#include <cstdint>
#include <string>

namespace mtscomp {

// Returns the limit in bytes: the minimum of the machine's memory and the
// limits of all control groups (versions 1 and 2) that contain the process.
std::uint64_t memory_limit();

// Returns the minimum of the limits of the control groups, in bytes.  Returns
// the largest std::uint64_t if there is no limit.  `membership` is the text of
// /proc/self/cgroup.  `hierarchy` is the mount point of the control groups,
// such as /sys/fs/cgroup.  Limits that cannot be read are ignored.
// https://docs.kernel.org/admin-guide/cgroup-v2.html
std::uint64_t cgroup_memory_limit(const std::string& membership,
                                  const std::string& hierarchy);

}  // namespace mtscomp
