// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// IEEE 754 binary16 <-> binary32, as NumPy converts them: exact one way,
// rounded to nearest even the other.
#pragma once

#include <cstdint>

namespace mtscomp {

float half_to_float(std::uint16_t half);
std::uint16_t float_to_half(float value);

}  // namespace mtscomp
