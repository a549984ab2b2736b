// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The Python dictionary inside a .npy header, read without Python.
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

// Strict: exactly the three keys, each once; strings of printable ASCII
// without escapes; True and False; tuples of whole numbers, which may end in
// the L of Python 2.  `first_byte` is where the text starts in the file, and
// `name` the file, for messages.
// Throws: FormatError naming file, key or byte, expectation and finding.
NpyLiteral parse_npy_literal(std::string_view text, std::size_t first_byte,
                             std::string_view name);

}  // namespace mtscomp
