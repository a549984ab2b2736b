// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Limit of the number of files that the process may have open.
#pragma once

#include <cstdint>

namespace mtscomp {

// Raises the soft limit to the hard limit and returns the new limit.  Raising
// the soft limit needs no privilege.  The soft limit is often 1024, because
// programs that call select() need a small limit.  The hard limit is much
// higher.
// Requires: no other thread may change the limit during the call.
std::uint64_t raise_descriptor_limit() noexcept;

}  // namespace mtscomp
