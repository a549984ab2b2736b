// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Limit of the number of files that the process may have open.
#pragma once

#include <cstdint>

namespace mtscomp {

// Raises the soft limit to the hard limit, which needs no privilege, and
// returns the new limit.  The soft limit is often 1024, for programs that call
// select(); the hard limit is much higher.
// Requires: no other thread changes the limit meanwhile.
std::uint64_t raise_descriptor_limit() noexcept;

}  // namespace mtscomp
