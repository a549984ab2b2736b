// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/cumulative_sum.h"

#include <cassert>

#include "codec/transform/values.h"

namespace mtscomp {
namespace {

template <typename Values>
void sum_along_channels(std::byte* row, std::size_t row_size) {
  constexpr std::size_t kWidth = sizeof(typename Values::Bits);
  typename Values::Bits sum = Values::load(row);
  for (std::size_t i = kWidth; i < row_size; i += kWidth) {
    sum = Values::add(sum, Values::load(row + i));
    Values::store(row + i, sum);
  }
}

template <typename Values>
void add_row(const std::byte* previous, std::byte* row, std::size_t row_size) {
  for (std::size_t i = 0; i < row_size; i += sizeof(typename Values::Bits)) {
    Values::store(row + i, Values::add(Values::load(previous + i),
                                       Values::load(row + i)));
  }
}

template <typename Values>
void undo(std::span<std::byte> samples, const ChunkLayout& layout,
          std::span<const std::byte> before) {
  const std::size_t row_size = layout.sample_size();
  const std::byte* previous = before.empty() ? nullptr : before.data();
  for (std::size_t at = 0; at < samples.size(); at += row_size) {
    std::byte* const row = samples.data() + at;
    if (layout.transform.do_spatial_diff) {
      sum_along_channels<Values>(row, row_size);
    }
    if (layout.transform.do_time_diff && previous != nullptr) {
      add_row<Values>(previous, row, row_size);
    }
    previous = row;
  }
}

}  // namespace

void undo_differences(std::span<std::byte> samples, const ChunkLayout& layout,
                      std::span<const std::byte> previous) {
  assert(samples.size() % layout.sample_size() == 0);
  assert(previous.empty() || previous.size() == layout.sample_size());
  if (!layout.transform.has_differences()) {
    return;
  }
  with_values_of(layout.dtype, [&](auto values) {
    undo<decltype(values)>(samples, layout, previous);
  });
}

}  // namespace mtscomp
