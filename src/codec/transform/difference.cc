// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/difference.h"

#include <cassert>

#include "codec/transform/values.h"

namespace mtscomp {
namespace {

template <typename Values>
void subtract_row(const std::byte* previous, std::byte* row,
                  std::size_t row_size) {
  for (std::size_t i = 0; i < row_size; i += sizeof(typename Values::Bits)) {
    Values::store(row + i, Values::subtract(Values::load(row + i),
                                            Values::load(previous + i)));
  }
}

// From the last channel to the first: each difference needs the original value
// of the channel before.
template <typename Values>
void subtract_along_channels(std::byte* row, std::size_t row_size) {
  constexpr std::size_t kWidth = sizeof(typename Values::Bits);
  for (std::size_t i = row_size - kWidth; i > 0; i -= kWidth) {
    Values::store(row + i, Values::subtract(Values::load(row + i),
                                            Values::load(row + i - kWidth)));
  }
}

// From the last sample to the first: each difference needs the original sample
// before.
template <typename Values>
void take(std::span<std::byte> samples, const ChunkLayout& layout,
          std::span<const std::byte> before) {
  const std::size_t row_size = layout.sample_size();
  for (std::size_t at = samples.size(); at > 0;) {
    at -= row_size;
    std::byte* const row = samples.data() + at;
    if (layout.transform.do_time_diff && at > 0) {
      subtract_row<Values>(row - row_size, row, row_size);
    } else if (layout.transform.do_time_diff && !before.empty()) {
      subtract_row<Values>(before.data(), row, row_size);
    }
    if (layout.transform.do_spatial_diff) {
      subtract_along_channels<Values>(row, row_size);
    }
  }
}

}  // namespace

void take_differences(std::span<std::byte> samples, const ChunkLayout& layout,
                      std::span<const std::byte> previous) {
  assert(samples.size() % layout.sample_size() == 0);
  assert(previous.empty() || previous.size() == layout.sample_size());
  if (!layout.transform.has_differences()) {
    return;
  }
  with_values_of(layout.dtype, [&](auto values) {
    take<decltype(values)>(samples, layout, previous);
  });
}

}  // namespace mtscomp
