// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tries to read one byte of an archive.  Some servers ignore ranges: they would
// send a whole file, of many GB, for each chunk.
#pragma once

#include "source/source.h"

namespace mtscomp {

// Reads one byte of a file with more bytes.  To find one, lists the root and a
// few directories below it, which are then cached.  Does nothing if no file is
// found.
// Throws: std::system_error if the root cannot be listed or the byte cannot be
// read.
void probe_ranges(const Source& source);

}  // namespace mtscomp
