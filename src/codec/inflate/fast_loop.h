// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The loop that inflates nearly all bytes: it decodes a block's symbols by
// FastTables, as far as it may go.  Only x86-64 has one. InflateStream decodes
// the symbols that the loop leaves.
#pragma once

#include <cstddef>

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/fast_table.h"

namespace mtscomp {

// Memory that a stream is inflated to.
struct OutputWindow {
  std::byte* begin = nullptr;  // Matches may be copied from here on.
  std::byte* at = nullptr;     // The next byte goes here.
  std::byte* end = nullptr;    // Nothing is written from here on.

  std::size_t produced() const { return static_cast<std::size_t>(at - begin); }
  std::size_t room() const { return static_cast<std::size_t>(end - at); }
};

// Inflates whole symbols until window.at has reached `enough`, the end of the
// input or of the window is near, or the next symbol is not in the tables.  It
// may do nothing.  Reads between reader.next and reader.end, and writes between
// window.at and window.end, whatever the input holds; what it has written after
// the new window.at is rubbish.
// Requires: enough <= window.end.
using FastLoop = void (*)(const FastTables& tables, const std::byte* enough,
                          BitReader& reader, OutputWindow& window);

// The loop for this processor; nullptr if there is none.
FastLoop usable_fast_loop();

// Exists only in builds for x86-64. Requires: the processor has BMI1 and BMI2.
void fast_loop_x86(const FastTables& tables, const std::byte* enough,
                   BitReader& reader, OutputWindow& window);

}  // namespace mtscomp
