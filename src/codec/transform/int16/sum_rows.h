// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes cumulative sums of sample-major differences, in place and in one
// pass: along the channels of each sample, along time, or both.
//
// Simd is described in transpose_tiles.h.  SumRows needs these functions in
// addition:
//   load            loads a register from memory.
//   prefix_sums     adds to each value all values before it in the register.
//   broadcast_last  copies the last value to all places of the register.
//   first           returns the first value of the register.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {

template <typename Simd>
class SumRows {
 public:
  static void run(const Int16Chunk& chunk, const SampleRange& samples,
                  std::byte* chunk_samples) {
    if (chunk.transform.do_time_diff && chunk.transform.do_spatial_diff) {
      sum<true, true>(chunk, samples, chunk_samples);
    } else if (chunk.transform.do_time_diff) {
      sum<true, false>(chunk, samples, chunk_samples);
    } else if (chunk.transform.do_spatial_diff) {
      sum<false, true>(chunk, samples, chunk_samples);
    }
  }

 private:
  using Register = typename Simd::Register;

  template <bool kTime, bool kChannels>
  static void sum(const Int16Chunk& chunk, const SampleRange& samples,
                  std::byte* chunk_samples) {
    const std::size_t size = chunk.n_channels * 2;
    std::size_t i = samples.first;
    if (i == 0 && i < samples.last) {
      sum_row<false, kChannels>(chunk_samples, size, chunk_samples);
      ++i;
    }
    for (; i < samples.last; ++i) {
      std::byte* const row = chunk_samples + i * size;
      sum_row<kTime, kChannels>(row, size, row - size);
    }
  }

  // `previous` is the previous sample, already summed.  Sizes are in bytes.
  template <bool kTime, bool kChannels>
  static void sum_row(std::byte* row, std::size_t size,
                      const std::byte* previous) {
    // Every value of `carry` is the sum of all channels before the register.
    Register carry = Simd::zero();
    std::size_t at = 0;
    for (; at + sizeof(Register) <= size; at += sizeof(Register)) {
      Register values = Simd::load(row + at);
      if constexpr (kChannels) {
        const Register sums = Simd::prefix_sums(values);
        values = Simd::add(sums, carry);
        // Computed from `sums`, not from `values`, so each step waits only for
        // one addition.
        carry = Simd::add(carry, Simd::broadcast_last(sums));
      }
      if constexpr (kTime) {
        values = Simd::add(values, Simd::load(previous + at));
      }
      Simd::store(row + at, values);
    }
    sum_last_channels<kTime, kChannels>(row, size, previous, at,
                                        Simd::first(carry));
  }

  // Sums the last channels, which do not fill a register.
  template <bool kTime, bool kChannels>
  static void sum_last_channels(std::byte* row, std::size_t size,
                                const std::byte* previous, std::size_t at,
                                std::uint16_t carry) {
    for (; at < size; at += 2) {
      std::uint16_t value = load_value(row + at);
      if constexpr (kChannels) {
        carry = static_cast<std::uint16_t>(carry + value);
        value = carry;
      }
      if constexpr (kTime) {
        value = static_cast<std::uint16_t>(value + load_value(previous + at));
      }
      std::memcpy(row + at, &value, 2);
    }
  }

  static std::uint16_t load_value(const std::byte* at) {
    std::uint16_t value = 0;
    std::memcpy(&value, at, 2);
    return value;
  }
};

}  // namespace mtscomp
