// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// zlib counts in unsigned int: larger spans are handed to it in pieces.
#pragma once

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <limits>

namespace mtscomp {

// The size of the next piece, taken off what is left.
inline uInt take_zlib_piece(std::size_t& left) {
  constexpr std::size_t kMaxPiece = std::numeric_limits<uInt>::max();
  const std::size_t piece = std::min(left, kMaxPiece);
  left -= piece;
  return static_cast<uInt>(piece);
}

// Refills whichever side of the stream has run out.
inline void refill(z_stream& stream, std::size_t& input_left,
                   std::size_t& output_left) {
  if (stream.avail_in == 0) {
    stream.avail_in = take_zlib_piece(input_left);
  }
  if (stream.avail_out == 0) {
    stream.avail_out = take_zlib_piece(output_left);
  }
}

}  // namespace mtscomp
