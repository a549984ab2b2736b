// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The loop that inflates nearly all bytes: it decodes symbols of a block with
// FastTables, as long as input and output have room.  Only x86-64 has such a
// loop.  InflateStream decodes the remaining symbols.
#pragma once

#include <cstddef>

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/fast_table.h"

namespace mtscomp {

// Memory to which a stream is inflated.
struct OutputWindow {
  std::byte* begin = nullptr;  // Matches may refer to bytes from here on.
  std::byte* at = nullptr;     // The next byte goes here.
  std::byte* end = nullptr;    // Nothing is written at or after this.

  std::size_t produced() const { return static_cast<std::size_t>(at - begin); }
  std::size_t room() const { return static_cast<std::size_t>(end - at); }
};

// Inflates whole symbols until window.at has reached `enough`, the end of the
// input or of the window is near, or the next symbol is not in the tables.  It
// may do nothing.  For any input, it reads only between reader.next and
// reader.end, and writes only between window.at and window.end.  Bytes after
// the new window.at are undefined.
// Requires: enough <= window.end.
using FastLoop = void (*)(const FastTables& tables, const std::byte* enough,
                          BitReader& reader, OutputWindow& window);

// The loop for this processor; nullptr if there is none.
FastLoop usable_fast_loop();

// Exists only in builds for x86-64. Requires: the processor has BMI1 and BMI2.
void fast_loop_x86(const FastTables& tables, const std::byte* enough,
                   BitReader& reader, OutputWindow& window);

}  // namespace mtscomp
