// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/transpose.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace mtscomp {
namespace {

// A tile of source columns and destination rows stays in the first-level cache:
// 32 x 32 values of 8 bytes are 8 KiB on each side.
constexpr std::size_t kTile = 32;

// One side of a transposition; `pitch` is the number of bytes from row to row.
struct Source {
  const std::byte* data;
  std::size_t pitch;
};
struct Destination {
  std::byte* data;
  std::size_t pitch;
};

// destination[row][column] = source[column][row].
template <std::size_t kWidth>
void copy_tile(const Source& source, const Destination& destination,
               std::size_t n_rows, std::size_t n_columns) {
  for (std::size_t r = 0; r < n_rows; ++r) {
    for (std::size_t c = 0; c < n_columns; ++c) {
      std::memcpy(destination.data + r * destination.pitch + c * kWidth,
                  source.data + c * source.pitch + r * kWidth, kWidth);
    }
  }
}

template <std::size_t kWidth>
void transpose_width(const Source& source, const Destination& destination,
                     std::size_t n_rows, std::size_t n_columns) {
  for (std::size_t r = 0; r < n_rows; r += kTile) {
    for (std::size_t c = 0; c < n_columns; c += kTile) {
      copy_tile<kWidth>(
          {source.data + c * source.pitch + r * kWidth, source.pitch},
          {destination.data + r * destination.pitch + c * kWidth,
           destination.pitch},
          std::min(kTile, n_rows - r), std::min(kTile, n_columns - c));
    }
  }
}

// n_rows and n_columns are the size of the destination.
void transpose(const Source& source, const Destination& destination,
               std::size_t n_rows, std::size_t n_columns,
               std::size_t value_width) {
  switch (value_width) {
    case 1:
      return transpose_width<1>(source, destination, n_rows, n_columns);
    case 2:
      return transpose_width<2>(source, destination, n_rows, n_columns);
    case 4:
      return transpose_width<4>(source, destination, n_rows, n_columns);
    default:
      assert(value_width == 8);
      return transpose_width<8>(source, destination, n_rows, n_columns);
  }
}

}  // namespace

void to_sample_major(std::span<const std::byte> source,
                     std::span<std::byte> destination, std::size_t n_samples,
                     std::size_t n_channels, std::size_t value_width) {
  assert(source.size() == n_samples * n_channels * value_width);
  assert(destination.size() == source.size());
  transpose({source.data(), n_samples * value_width},
            {destination.data(), n_channels * value_width}, n_samples,
            n_channels, value_width);
}

void gather_samples(std::span<const std::byte> channel_major,
                    std::size_t first_sample, std::span<std::byte> samples,
                    std::size_t n_channels, std::size_t value_width) {
  const std::size_t sample_size = n_channels * value_width;
  assert(channel_major.size() % sample_size == 0);
  assert(samples.size() % sample_size == 0);
  assert(first_sample * sample_size + samples.size() <= channel_major.size());
  transpose({channel_major.data() + first_sample * value_width,
             channel_major.size() / n_channels},
            {samples.data(), sample_size}, samples.size() / sample_size,
            n_channels, value_width);
}

void scatter_samples(std::span<const std::byte> samples,
                     std::span<std::byte> channel_major,
                     std::size_t first_sample, std::size_t n_channels,
                     std::size_t value_width) {
  const std::size_t sample_size = n_channels * value_width;
  assert(channel_major.size() % sample_size == 0);
  assert(samples.size() % sample_size == 0);
  assert(first_sample * sample_size + samples.size() <= channel_major.size());
  transpose({samples.data(), sample_size},
            {channel_major.data() + first_sample * value_width,
             channel_major.size() / n_channels},
            n_channels, samples.size() / sample_size, value_width);
}

}  // namespace mtscomp
