// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Transposes between channel-major and sample-major order, for values of any
// width: whole chunks, or some samples of a channel-major chunk.
#pragma once

#include <cstddef>
#include <span>

namespace mtscomp {

// Copies source[channel][sample] to destination[sample][channel].
// Requires: both spans have n_samples * n_channels * value_width bytes.  They
// do not overlap.  value_width is 1, 2, 4 or 8.
void to_sample_major(std::span<const std::byte> source,
                     std::span<std::byte> destination, std::size_t n_samples,
                     std::size_t n_channels, std::size_t value_width);

// Copies samples of a chunk, from `first_sample` on, until `samples` is full.
// Copies channel_major[channel][first_sample + i] to samples[i][channel].
// Requires: both spans consist of whole samples of n_channels * value_width
// bytes.  They do not overlap.  The chunk has at least first_sample samples and
// the samples to copy.  value_width is 1, 2, 4 or 8.
void gather_samples(std::span<const std::byte> channel_major,
                    std::size_t first_sample, std::span<std::byte> samples,
                    std::size_t n_channels, std::size_t value_width);

// The inverse of gather_samples(): copies samples[i][channel] to
// channel_major[channel][first_sample + i].  Does not change the other samples
// of the chunk.  Requires: like gather_samples().
void scatter_samples(std::span<const std::byte> samples,
                     std::span<std::byte> channel_major,
                     std::size_t first_sample, std::size_t n_channels,
                     std::size_t value_width);

}  // namespace mtscomp
