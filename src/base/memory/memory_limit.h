// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Amount of memory that this process may use.
#pragma once

#include <cstdint>
#include <string>

namespace mtscomp {

// Returns the smallest of these values, in bytes: the machine's memory, and the
// memory limit of every control group (versions 1 and 2) that contains the
// process.
std::uint64_t memory_limit();

// Returns the smallest memory limit of the control groups, in bytes.  If no
// control group has a limit, returns the largest std::uint64_t.  `membership`
// is the text of /proc/self/cgroup.  `hierarchy` is the mount point of the
// control groups, such as /sys/fs/cgroup.  Limits that cannot be read are
// ignored.  https://docs.kernel.org/admin-guide/cgroup-v2.html
std::uint64_t cgroup_memory_limit(const std::string& membership,
                                  const std::string& hierarchy);

}  // namespace mtscomp
