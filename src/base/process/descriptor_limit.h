// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How many files the process may have open.
#pragma once

#include <cstdint>

namespace mtscomp {

// Raises it as far as the process may by itself: the soft limit is often 1024,
// for the sake of programs that call select(), the hard one far above it.
// Returns what it is afterwards.  Threads: before others change it.
std::uint64_t raise_descriptor_limit() noexcept;

}  // namespace mtscomp
