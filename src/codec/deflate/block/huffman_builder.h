// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Huffman codes of limited length, as DEFLATE writes them.
#pragma once

#include <cstdint>
#include <span>

namespace mtscomp {

// The lengths, in bits, of a code for symbols that occur so often; 0 for those
// that do not.  At least two symbols get a code, whether they occur or not: a
// code of one symbol is one that some inflaters refuse.  The same counts give
// the same lengths everywhere.
//
// Requires: both spans have the same size, 2 to 288; max_length is at most 15
// and has room for all symbols; the counts' sum fits in 32 bits.
void find_code_lengths(std::span<const std::uint32_t> counts,
                       unsigned max_length, std::span<std::uint8_t> lengths);

// The canonical code of these lengths (RFC 1951, 3.2.2), each with its first
// bit lowest.  Requires: both spans have the same size.
void assign_codes(std::span<const std::uint8_t> lengths,
                  std::span<std::uint16_t> codes);

}  // namespace mtscomp
