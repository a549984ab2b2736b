// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts channel-major differences along time to sample-major samples, in one
// pass over tiles.  A tile is transposed in registers, and its rows are summed
// in registers.
//
// Simd is a type that the including source file defines (int16_sse2.cc and
// others).  It has these members:
//   Register     a register of kValues 16-bit values.
//   load_tile    loads register i of a tile: 8 samples of channel i.  If
//                registers have two lanes of 8 values, it also loads 8 samples
//                of channel i + 8.
//   low, high    interleave the lower or upper halves of the lanes.
//   zero, add, store.
// Restrictions for code that is compiled for one instruction set: Simd must be
// in an unnamed namespace, and no function of the standard library may be
// called.  Without these restrictions, the linker could use a function that was
// compiled here for the rest of the program.  The rest of the program must run
// on processors without this instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {

template <typename Simd, bool kSum>
class TransposeTiles {
 public:
  // Requires: at least Simd::kValues channels.
  static void run(const Int16Chunk& chunk, const ChannelRange& channels,
                  const std::byte* source, std::byte* destination) {
    const std::size_t n_channels = channels.last - channels.first;
    const TransposeTiles tiles(chunk, n_channels, source,
                               destination + channels.first * 2);
    std::size_t channel = 0;
    for (; channel + kWide <= n_channels; channel += kWide) {
      tiles.template sum_strip<kWide / Simd::kValues>(channel);
    }
    for (; channel + Simd::kValues <= n_channels; channel += Simd::kValues) {
      tiles.template sum_strip<1>(channel);
    }
    if (channel < n_channels) {
      // Some channels are processed twice: this is faster than single values.
      tiles.template sum_strip<1>(n_channels - Simd::kValues);
    }
    tiles.sum_last_samples();
  }

 private:
  using Register = typename Simd::Register;

  static constexpr std::size_t kRows = 8;  // Number of samples in a tile.
  // Number of channels in a strip.  Their values fill one cache line of each
  // row.
  static constexpr std::size_t kWide = 32;
  static constexpr std::size_t kRowsAhead = 16;

  TransposeTiles(const Int16Chunk& chunk, std::size_t n_channels,
                 const std::byte* source, std::byte* destination)
      : n_samples_(chunk.n_samples),
        n_channels_(n_channels),
        source_(source),
        destination_(destination),
        source_pitch_(chunk.n_samples * 2),
        pitch_(chunk.n_channels * 2) {}

  const std::byte* source_at(std::size_t channel, std::size_t sample) const {
    return source_ + channel * source_pitch_ + sample * 2;
  }
  std::byte* destination_at(std::size_t sample, std::size_t channel) const {
    return destination_ + sample * pitch_ + channel * 2;
  }

  // Processes a strip of kRegisters tiles side by side, from the first sample
  // to the last sample.
  template <std::size_t kRegisters>
  void sum_strip(std::size_t channel) const {
    Register sums[kRegisters];
    for (Register& sum : sums) {
      sum = Simd::zero();
    }
    for (std::size_t sample = 0; sample + kRows <= n_samples_;
         sample += kRows) {
      if (sample + kRowsAhead + kRows <= n_samples_) {
        // The strip's part of the next row is far away in memory.  The
        // processor does not prefetch this part by itself, and would wait for
        // its cache lines.  (This code is not in a separate function, because
        // g++ 12 would remove calls of such a function.)
        for (std::size_t i = 0; i < kRows; ++i) {
          const std::byte* const piece =
              destination_at(sample + kRowsAhead + i, channel);
          __builtin_prefetch(piece, 1);
          __builtin_prefetch(piece + kRegisters * sizeof(Register) - 1, 1);
        }
      }
#pragma GCC unroll 4
      for (std::size_t i = 0; i < kRegisters; ++i) {
        sum_tile(sample, channel + i * Simd::kValues, sums[i]);
      }
    }
  }

  void sum_tile(std::size_t sample, std::size_t channel, Register& sum) const {
    Register a[kRows];
    Register b[kRows];
    const std::byte* const columns = source_at(channel, sample);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < kRows; ++i) {
      a[i] = Simd::load_tile(columns + i * source_pitch_, source_pitch_);
    }
    // Every round rotates the bits of the position (row, column) of a value by
    // one.
    interleave(a, b);
    interleave(b, a);
    interleave(a, b);
    std::byte* const rows = destination_at(sample, channel);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < kRows; ++i) {
      sum = kSum ? Simd::add(sum, b[i]) : b[i];
      Simd::store(rows + i * pitch_, sum);
    }
  }

  static void interleave(const Register (&in)[kRows], Register (&out)[kRows]) {
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kRows / 2; ++i) {
      out[2 * i] = Simd::low(in[i], in[i + kRows / 2]);
      out[2 * i + 1] = Simd::high(in[i], in[i + kRows / 2]);
    }
  }

  // Processes the last samples, which do not fill a tile.
  void sum_last_samples() const {
    for (std::size_t sample = n_samples_ / kRows * kRows; sample < n_samples_;
         ++sample) {
      for (std::size_t channel = 0; channel < n_channels_; ++channel) {
        sum_value(sample, channel);
      }
    }
  }

  void sum_value(std::size_t sample, std::size_t channel) const {
    std::uint16_t value = 0;
    std::memcpy(&value, source_at(channel, sample), 2);
    if (kSum && sample > 0) {
      std::uint16_t previous = 0;
      std::memcpy(&previous, destination_at(sample - 1, channel), 2);
      value = static_cast<std::uint16_t>(value + previous);
    }
    std::memcpy(destination_at(sample, channel), &value, 2);
  }

  std::size_t n_samples_;
  std::size_t n_channels_;  // Number of channels of this run.
  const std::byte* source_;
  std::byte* destination_;
  std::size_t source_pitch_;  // Bytes from channel to channel.
  std::size_t pitch_;         // Bytes from sample to sample.
};

}  // namespace mtscomp
