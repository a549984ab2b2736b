// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/transpose.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace mtscomp {
namespace {

// A tile of source columns and destination rows stays in the first-level cache:
// 32 x 32 values of 8 bytes are 8 KiB on each side.
constexpr std::size_t kTile = 32;

template <std::size_t kWidth>
void copy_tile(const std::byte* source, std::byte* destination,
               std::size_t n_samples, std::size_t n_channels,
               std::size_t first_sample, std::size_t first_channel) {
  const std::size_t last_sample = std::min(first_sample + kTile, n_samples);
  const std::size_t last_channel = std::min(first_channel + kTile, n_channels);
  for (std::size_t s = first_sample; s < last_sample; ++s) {
    for (std::size_t c = first_channel; c < last_channel; ++c) {
      std::memcpy(destination + (s * n_channels + c) * kWidth,
                  source + (c * n_samples + s) * kWidth, kWidth);
    }
  }
}

template <std::size_t kWidth>
void transpose(const std::byte* source, std::byte* destination,
               std::size_t n_samples, std::size_t n_channels) {
  for (std::size_t s = 0; s < n_samples; s += kTile) {
    for (std::size_t c = 0; c < n_channels; c += kTile) {
      copy_tile<kWidth>(source, destination, n_samples, n_channels, s, c);
    }
  }
}

}  // namespace

void to_sample_major(std::span<const std::byte> source,
                     std::span<std::byte> destination, std::size_t n_samples,
                     std::size_t n_channels, std::size_t value_width) {
  assert(source.size() == n_samples * n_channels * value_width);
  assert(destination.size() == source.size());
  switch (value_width) {
    case 1:
      return transpose<1>(source.data(), destination.data(), n_samples,
                          n_channels);
    case 2:
      return transpose<2>(source.data(), destination.data(), n_samples,
                          n_channels);
    case 4:
      return transpose<4>(source.data(), destination.data(), n_samples,
                          n_channels);
    default:
      assert(value_width == 8);
      return transpose<8>(source.data(), destination.data(), n_samples,
                          n_channels);
  }
}

}  // namespace mtscomp
