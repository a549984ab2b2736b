// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The loop that inflates nearly all bytes.  The loop decodes symbols of a block
// with FastTables, until it is near the end of the input or of the output.
// Only builds for x86-64 have such a loop.  InflateStream decodes the remaining
// symbols.
#pragma once

#include <cstddef>

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/fast_table.h"

namespace mtscomp {

// Memory to which a stream is inflated.
struct OutputWindow {
  std::byte* begin = nullptr;  // Matches may refer to bytes from here on.
  std::byte* at = nullptr;     // The next byte is written here.
  std::byte* end = nullptr;    // Nothing is written at or after this.

  std::size_t produced() const { return static_cast<std::size_t>(at - begin); }
  std::size_t room() const { return static_cast<std::size_t>(end - at); }
};

// Inflates whole symbols.  Stops if window.at has reached `enough`, if the end
// of the input or of the window is near, or if the next symbol is not in the
// tables.  The loop can stop before the first symbol.  For any input, the loop
// reads only between reader.next and reader.end, and writes only between
// window.at and window.end.  Bytes after the new window.at are undefined.
// Requires: enough <= window.end.
using FastLoop = void (*)(const FastTables& tables, const std::byte* enough,
                          BitReader& reader, OutputWindow& window);

// Returns the loop for this processor, or nullptr if there is none.
FastLoop usable_fast_loop();

// This function exists only in builds for x86-64.  Requires: the processor has
// BMI1 and BMI2.
void fast_loop_x86(const FastTables& tables, const std::byte* enough,
                   BitReader& reader, OutputWindow& window);

}  // namespace mtscomp
