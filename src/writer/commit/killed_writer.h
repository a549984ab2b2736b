// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Whether a pair is what a writer on this host left when it was killed.
#pragma once

#include "mtscomp/base/file_location.h"

namespace mtscomp {

// Whether settle_leftovers() will clear up what is there: an older pair that is
// set aside, or a .cbin whose .ch exists only as a partial file.  A writer that
// left both as partial files published neither, so a .cbin beside them is
// somebody else's.
// Throws: std::system_error.
bool is_left_by_killed_writer(const FileLocation& cbin, const FileLocation& ch);

}  // namespace mtscomp
