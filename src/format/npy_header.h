// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The header of a .npy file: NumPy's own description of one array.
//
// Only what can become a recording is read: arrays of numbers.  Structured
// types and Python objects are refused, and nothing is ever evaluated.
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
  // The first index runs fastest in the file, not the last.
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;  // Empty for a single number.
  std::uint64_t data_offset = 0;     // Bytes before the first value.

  // Bytes of all values.
  std::uint64_t data_size() const;
};

// Bytes, beyond which a header is refused; NumPy by itself writes 128 for an
// array of numbers.
inline constexpr std::size_t kMaxNpyHeaderSize = std::size_t{64} << 10;

// Reads versions 1.0, 2.0 and 3.0.  `start` is the beginning of the file:
// kMaxNpyHeaderSize bytes, or fewer where the file has no more; what follows
// the header is not looked at.  `name` is the file, for messages.
// Throws: FormatError naming file, key or byte, expectation and finding; also
// for an array of more than 2^63 - 1 bytes.
NpyHeader parse_npy_header(std::span<const std::byte> start,
                           std::string_view name);

// What numpy.save() writes before the values of an array in C order, padding
// included (NumPy 1.24).
std::string make_npy_header(const Dtype& dtype,
                            std::span<const std::uint64_t> shape);

// The shape that an array has which is packed: the one that the header of the
// recording tells, if it is of two dimensions or more and of as many values as
// there are.  Samples by channels where that is out of date, in a chopped file,
// or was not told: mtscomp did not write it before its release 1.0.2, and its
// own reader gives samples by channels.  Nothing where a damaged header may
// have lost it.
std::optional<std::vector<std::uint64_t>> current_shape(const Header& header);

// What is wrong with a packed array that has no current_shape(), after the name
// of its header's file.
std::string describe_lost_shape(const Header& header);

}  // namespace mtscomp
