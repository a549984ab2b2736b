// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The human-readable output of mtscomp-info for a recording and for a tree.
#pragma once

#include <string>

#include "mtscomp/archive/recording_info.h"

namespace mtscomp {

// One field per line.  The fields of mtscomp's mtsdesc come first, with the
// same names and formats.
std::string format_fields(const RecordingInfo& info);

// One line of a table: state, sizes, ratio, path.
std::string format_row(const RecordingInfo& info);
std::string format_row_titles();

// Counts and sizes of packed and plain recordings, and the space saved.
std::string format_totals(const TreeTotals& totals);

}  // namespace mtscomp
