// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The loop that nearly all bytes come out of: it inflates a block's symbols by
// FastTables, as far as it may go.  There is one for each processor that is
// worth it; InflateStream goes on with what the loop leaves.
#pragma once

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/fast_table.h"
#include "codec/inflate/output_window.h"

namespace mtscomp {

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

// Requires: the processor has BMI1 and BMI2.
void fast_loop_x86(const FastTables& tables, const std::byte* enough,
                   BitReader& reader, OutputWindow& window);

}  // namespace mtscomp
