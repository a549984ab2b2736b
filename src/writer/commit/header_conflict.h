// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A header that more than one data file would have by its name: X.ch is that of
// X.cbin, and of an X.cdat beside it as well.  It describes one of them only.
#pragma once

#include "mtscomp/base/file_location.h"

namespace mtscomp {

// To be asked before a pair is written.  A pair that is there already, with a
// .cbin of the size that its .ch tells, may be replaced whatever lies beside
// it: that changes nothing for the others.
// Throws: UsageError if the .ch would be that of another file too, or is;
// std::system_error.
void refuse_shared_header(const FileLocation& cbin, const FileLocation& ch);

}  // namespace mtscomp
