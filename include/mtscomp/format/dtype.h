// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// NumPy's integer and floating-point types of 1 to 8 bytes, in both byte
// orders: the types that a recording's values can have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

enum class ValueKind : std::uint8_t { kSigned, kUnsigned, kFloat };

enum class ByteOrder : std::uint8_t { kLittleEndian, kBigEndian };

struct Dtype {
  ValueKind kind = ValueKind::kSigned;
  // Size of a value, in bytes: 1, 2, 4 or 8.  Floats cannot have the size 1.
  std::uint8_t value_width = 2;
  ByteOrder byte_order = ByteOrder::kLittleEndian;

  bool operator==(const Dtype&) const = default;
};

// Parses names as str(numpy.dtype) writes them ("int16", ">i2") and NumPy's
// short names ("<i2", "=f4", "|u1", "i2").  Native byte order means
// little-endian.  Returns nothing for the name of any other type.
std::optional<Dtype> parse_dtype(std::string_view name);

// Returns the same text as str(numpy.dtype) on a little-endian machine.
std::string serialize_dtype(const Dtype& dtype);

}  // namespace mtscomp
