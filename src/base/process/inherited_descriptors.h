// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Closes descriptors that the parent process left open.  A daemon runs for a
// long time, and would keep the files, pipes and file systems of these
// descriptors busy.
#pragma once

#include <initializer_list>

namespace mtscomp {

// Closes all descriptors except the standard streams and `kept`.
// Requires: no object in the process may own a descriptor that this function
// closes.
void close_all_but(std::initializer_list<int> kept) noexcept;

}  // namespace mtscomp
