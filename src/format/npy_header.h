// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The header of a .npy file: NumPy's description of one array.
//
// Only arrays of numbers are accepted.  Structured types and Python objects are
// refused.  No Python code is evaluated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/format/dtype.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

struct NpyHeader {
  Dtype dtype;
  // If true, the first index varies fastest in the file.  If false, the last
  // index varies fastest.
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;  // Empty for a single number.
  std::uint64_t data_offset = 0;     // Number of bytes before the first value.

  // Returns the size of all values, in bytes.
  std::uint64_t data_size() const;
};

// Maximum size of a header, in bytes.  NumPy writes 128 bytes for an array of
// numbers.
inline constexpr std::size_t kMaxNpyHeaderSize = std::size_t{64} << 10;

// Parses a header of version 1.0, 2.0 or 3.0.  `start` is the beginning of the
// file: kMaxNpyHeaderSize bytes, or the whole file if the file is shorter.
// Bytes after the header are ignored.  `name` names the file in messages.
// Throws: FormatError if the header is malformed, or if the array has more than
// 2^63 - 1 bytes.  The message names the file, and the key or the position in
// bytes.
NpyHeader parse_npy_header(std::span<const std::byte> start,
                           std::string_view name);

// Returns the bytes that numpy.save() writes before the values of an array in C
// order, including padding (NumPy 1.24).
std::string make_npy_header(const Dtype& dtype,
                            std::span<const std::uint64_t> shape);

// Returns the shape of a packed array.  If the shape in `header` has two or
// more dimensions and the right number of values, returns this shape.  If not,
// returns:
//
//   samples by channels   if the file is chopped, so the shape in its header is
//                         out of date, or if the header has no shape (mtscomp
//                         before 1.0.2).  mtscomp's reader does the same
//   nothing               in all other cases: the header may be damaged
std::optional<std::vector<std::uint64_t>> current_shape(const Header& header);

// Returns a message that explains why current_shape() returns nothing for
// `header`.  The caller puts the name of the .ch before this message.
std::string describe_lost_shape(const Header& header);

}  // namespace mtscomp
