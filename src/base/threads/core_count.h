// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#pragma once

#include <cstddef>

namespace mtscomp {

// The number of processor cores, at least 1: the default number of threads for
// all programs.
std::size_t core_count();

}  // namespace mtscomp
