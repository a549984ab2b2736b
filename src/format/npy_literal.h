// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the Python dictionary in a .npy header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

struct NpyLiteral {
  std::string descr;
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;
};

// Accepts a dictionary that has exactly the three keys of NpyLiteral, and no
// key twice.  Values are strings of printable ASCII without escapes, True and
// False, and tuples of whole numbers.  Numbers may end in L, as in Python 2.
// `first_byte` is the offset of the text in the file.  `name` is the name of
// the file.  Both are used only in messages.
// Throws: FormatError, which names the file, and the key or the position in
// bytes.
NpyLiteral parse_npy_literal(std::string_view text, std::size_t first_byte,
                             std::string_view name);

}  // namespace mtscomp
