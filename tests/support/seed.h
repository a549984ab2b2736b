// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The seed of random tests.
#pragma once

#include <cstdint>

namespace mtscomp {

// New in each run, and printed once; the environment variable
// MTSCOMP_TEST_SEED repeats a run.
std::uint64_t test_seed();

}  // namespace mtscomp
