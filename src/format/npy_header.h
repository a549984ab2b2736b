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
  // Whether the first index varies fastest in the file, instead of the last.
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;  // Empty for a single number.
  std::uint64_t data_offset = 0;     // Bytes before the first value.

  // Bytes of all values.
  std::uint64_t data_size() const;
};

// Most bytes of a header.  NumPy writes 128 for an array of numbers.
inline constexpr std::size_t kMaxNpyHeaderSize = std::size_t{64} << 10;

// Reads versions 1.0, 2.0 and 3.0.  `start` is the beginning of the file:
// kMaxNpyHeaderSize bytes, or the whole file if it is shorter.  Bytes after the
// header are ignored.  `name` is the file, for messages.
// Throws: FormatError, which names the file and the key or byte; also for an
// array of more than 2^63 - 1 bytes.
NpyHeader parse_npy_header(std::span<const std::byte> start,
                           std::string_view name);

// Same bytes as numpy.save() writes before the values of an array in C order,
// including padding (NumPy 1.24).
std::string make_npy_header(const Dtype& dtype,
                            std::span<const std::uint64_t> shape);

// Shape of a packed array.  This is the shape in the header of the recording,
// if it has two or more dimensions and the right number of values.  Otherwise:
//
//   samples by channels   the file is chopped, so its shape is out of date, or
//                         the header has no shape (mtscomp before 1.0.2);
//                         mtscomp's reader also returns samples by channels
//   nothing               the header may be damaged
std::optional<std::vector<std::uint64_t>> current_shape(const Header& header);

// Problem of a packed array that has no current_shape(), for a message that
// begins with the name of its header.
std::string describe_lost_shape(const Header& header);

}  // namespace mtscomp
