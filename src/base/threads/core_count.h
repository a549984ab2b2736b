// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#pragma once

#include <cstddef>

namespace mtscomp {

// Returns the number of processor cores, at least 1.  This is the default
// number of threads of every program.
std::size_t core_count();

}  // namespace mtscomp
