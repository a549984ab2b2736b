// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Detects a .ch that would be the header of more than one data file.  X.ch is
// the header of X.cbin, and also of X.cdat in the same directory.  But X.ch can
// describe only one of the two data files.
#pragma once

#include "mtscomp/base/file_location.h"

namespace mtscomp {

// Must be called before a pair is written.  Accepts an existing pair whose
// .cbin has the size in its .ch, because replacing this pair changes nothing
// for other files.
// Throws: UsageError if the .ch is, or would be, the header of another file;
// std::system_error.
void refuse_shared_header(const FileLocation& cbin, const FileLocation& ch);

// Must be called before a pair is encoded again.  Refuses also a copy of the
// .cbin that has no header of its own: the new .ch would not describe it.
// Throws: as refuse_shared_header().
void refuse_other_data(const FileLocation& cbin, const FileLocation& ch);

}  // namespace mtscomp
