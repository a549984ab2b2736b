// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Huffman codes of limited length for DEFLATE.
#pragma once

#include <cstdint>
#include <span>

namespace mtscomp {

// Computes the code lengths, in bits, for symbols with these counts.  The
// length is 0 for symbols that do not occur.  At least two symbols get a code,
// even if they do not occur, because some inflaters refuse a code of one
// symbol.  The same counts give the same lengths on every machine.
//
// Requires: both spans have the same size, 2 to 288.  max_length is at most 15,
// and codes of max_length bits are enough for all symbols.  The sum of the
// counts fits in 32 bits.
void find_code_lengths(std::span<const std::uint32_t> counts,
                       unsigned max_length, std::span<std::uint8_t> lengths);

// Computes the canonical code with these lengths (RFC 1951, 3.2.2).  The first
// bit of every code is its least significant bit.  Requires: both spans have
// the same size.
void assign_codes(std::span<const std::uint8_t> lengths,
                  std::span<std::uint16_t> codes);

}  // namespace mtscomp
