// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What mtscomp-info prints of a recording and of a tree, for people.
#pragma once

#include <string>

#include "mtscomp/archive/recording_info.h"

namespace mtscomp {

// One field to a line: those of mtscomp's mtsdesc first, under the same names
// and in the same form.
std::string format_fields(const RecordingInfo& info);

// One line of a table: state, sizes, ratio, path.
std::string format_row(const RecordingInfo& info);
std::string format_row_titles();

// What is packed, what is not, what that saves and would save.
std::string format_totals(const TreeTotals& totals);

}  // namespace mtscomp
