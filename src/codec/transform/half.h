// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts between IEEE 754 binary16 (half) and binary32 (float), like NumPy.
// The conversion to float is exact.  The conversion to half rounds to nearest
// even.
#pragma once

#include <cstdint>

namespace mtscomp {

float half_to_float(std::uint16_t half);
std::uint16_t float_to_half(float value);

}  // namespace mtscomp
