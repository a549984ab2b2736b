// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The bits of a deflate stream: from the least significant bit of each byte on
// (RFC 1951, 3.1.1).  Nothing is taken that the stream does not have.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/inflate/inflate_errors.h"

namespace mtscomp {

// Open, since the fast loop (fast_loop.h) reads from it too.
struct BitReader {
  const std::byte* next = nullptr;  // The first byte that is not in `bits`.
  const std::byte* end = nullptr;
  // The next bits; those from `count` on are 0, or what follows in the stream.
  std::uint64_t bits = 0;
  std::uint64_t count = 0;  // At most 63.

  // After that there are 56 bits or more, or all that the stream has left.
  void refill() {
    for (; count < 56 && next != end; ++next) {
      bits |= std::to_integer<std::uint64_t>(*next) << count;
      count += 8;
    }
  }

  // Throws: CorruptChunkError if the stream has ended.
  // Requires: n_bits <= 56, and refill() since the last 56 bits.
  void skip(std::uint64_t n_bits) {
    if (n_bits > count) {
      throw_damaged_stream();
    }
    bits >>= n_bits;
    count -= n_bits;
  }

  // As skip(); the bits are a number, its least significant bit first.
  std::uint64_t take(unsigned n_bits) {
    const std::uint64_t value = bits & ((std::uint64_t{1} << n_bits) - 1);
    skip(n_bits);
    return value;
  }

  // Goes on to the next whole byte, and gives back bytes that were read ahead.
  void align_to_byte() {
    next -= count / 8;
    bits = 0;
    count = 0;
  }

  // Requires: align_to_byte(), and nothing since.
  std::span<const std::byte> rest() const {
    assert(count == 0);
    return {next, end};
  }
};

}  // namespace mtscomp
