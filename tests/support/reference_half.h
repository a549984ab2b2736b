// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// IEEE 754 binary16, slow and simple: the reference for codec/transform/half.
//
// The code does not use bit fields: values are fractions times powers of two,
// and rounding searches a table of all halves.
#pragma once

#include <cstdint>

namespace mtscomp {

// Exact.  NaN for any NaN.
double reference_half_value(std::uint16_t half);

// The half nearest to `value`; of two that are equally near, the even one.
// Any NaN becomes 0x7e00.
std::uint16_t reference_nearest_half(double value);

}  // namespace mtscomp
