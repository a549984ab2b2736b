// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#pragma once

#include <cstddef>

namespace mtscomp {

// Processor cores that this process may use: how many threads work that no
// option limits gets.  At least 1.
std::size_t core_count();

}  // namespace mtscomp
