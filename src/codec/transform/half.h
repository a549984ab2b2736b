// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts between IEEE 754 binary16 and binary32, like NumPy: exact to float,
// rounded to nearest even to half.
#pragma once

#include <cstdint>

namespace mtscomp {

float half_to_float(std::uint16_t half);
std::uint16_t float_to_half(float value);

}  // namespace mtscomp
