// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Descriptors that whoever started a process left open in it.  A daemon lives
// long: it would keep files, pipes and file systems busy that it knows nothing
// of.
#pragma once

#include <initializer_list>

namespace mtscomp {

// Closes all descriptors but the standard streams and `kept`.
// Requires: nothing else in the process owns one.
void close_all_but(std::initializer_list<int> kept) noexcept;

}  // namespace mtscomp
