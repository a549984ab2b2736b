// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads the bits of a deflate stream, starting with the least significant bit
// of each byte (RFC 1951, 3.1.1).  Never reads past the end of the stream.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/inflate/inflate_errors.h"

namespace mtscomp {

// All members are public, because the fast loop (fast_loop.h) uses them too.
struct BitReader {
  const std::byte* next = nullptr;  // The first byte that is not in `bits`.
  const std::byte* end = nullptr;
  // The lowest `count` bits are the next bits of the stream.  The higher bits
  // are 0, or the bits of the stream that follow.
  std::uint64_t bits = 0;
  std::uint64_t count = 0;  // At most 63.

  // Reads bytes until `bits` has at least 56 bits, or until the stream ends.
  void refill() {
    for (; count < 56 && next != end; ++next) {
      bits |= std::to_integer<std::uint64_t>(*next) << count;
      count += 8;
    }
  }

  // Throws: CorruptChunkError if the stream has ended.
  // Requires: n_bits <= 56.  At most 56 bits were skipped after the last
  // refill(), including these bits.
  void skip(std::uint64_t n_bits) {
    if (n_bits > count) {
      throw_damaged_stream();
    }
    bits >>= n_bits;
    count -= n_bits;
  }

  // Like skip().  Returns the bits as a number, least significant bit first.
  std::uint64_t take(unsigned n_bits) {
    const std::uint64_t value = bits & ((std::uint64_t{1} << n_bits) - 1);
    skip(n_bits);
    return value;
  }

  // Skips to the next byte boundary.  Whole bytes that were read in advance
  // count as unread again.
  void align_to_byte() {
    next -= count / 8;
    bits = 0;
    count = 0;
  }

  // Returns the unread bytes.  Requires: align_to_byte() was the last call.
  std::span<const std::byte> rest() const {
    assert(count == 0);
    return {next, end};
  }
};

}  // namespace mtscomp
