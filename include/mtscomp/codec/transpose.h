// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Channel-major <-> sample-major, for values of any width.
#pragma once

#include <cstddef>
#include <span>

namespace mtscomp {

// source[channel][sample] -> destination[sample][channel].
// Requires: both have n_samples * n_channels * value_width bytes and do not
// overlap; value_width is 1, 2, 4 or 8.
void to_sample_major(std::span<const std::byte> source,
                     std::span<std::byte> destination, std::size_t n_samples,
                     std::size_t n_channels, std::size_t value_width);

}  // namespace mtscomp
