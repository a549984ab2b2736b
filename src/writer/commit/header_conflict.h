// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Detects a header name that more than one data file would use: X.ch is the
// header of X.cbin, and of X.cdat in the same directory.  It can describe only
// one of them.
#pragma once

#include "mtscomp/base/file_location.h"

namespace mtscomp {

// Call this before writing a pair.  An existing pair whose .cbin has the size
// in its .ch may always be replaced: this changes nothing for other files.
// Throws: UsageError if the .ch is, or would be, the header of another file;
// std::system_error.
void refuse_shared_header(const FileLocation& cbin, const FileLocation& ch);

}  // namespace mtscomp
