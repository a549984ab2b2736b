// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// zlib uses unsigned int for sizes.  Larger spans are passed to zlib in pieces.
#pragma once

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <limits>

namespace mtscomp {

// Returns the size of the next piece, and subtracts it from `left`.
inline uInt take_zlib_piece(std::size_t& left) {
  constexpr std::size_t kMaxPiece = std::numeric_limits<uInt>::max();
  const std::size_t piece = std::min(left, kMaxPiece);
  left -= piece;
  return static_cast<uInt>(piece);
}

// Gives the stream more input if it has no input left, and more output memory
// if it has none left.
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
