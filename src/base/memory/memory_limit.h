// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How much memory this process may have.
#pragma once

#include <cstdint>
#include <string>

namespace mtscomp {

// Bytes: the least of the machine's memory and the limits of the control groups
// that the process is in, of version 1 and 2, each with those above it.
std::uint64_t memory_limit();

// The limits of the control groups alone; the largest value if there is none.
// `membership` is the text of /proc/self/cgroup, `hierarchy` where the groups
// are mounted, /sys/fs/cgroup.  What cannot be read limits nothing.
// https://docs.kernel.org/admin-guide/cgroup-v2.html
std::uint64_t cgroup_memory_limit(const std::string& membership,
                                  const std::string& hierarchy);

}  // namespace mtscomp
