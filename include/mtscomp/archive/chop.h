// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// chop(): the first chunks of a pair as a pair of their own, copied as they
// are.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// Writes out_cbin_path and the .ch beside it: byte for byte what mtscomp's own
// chop writes.  The header keeps all keys, unknown ones too, and `shape`, which
// is then out of date; both SHA-1s become null, and `chopped` is true.  Nothing
// is decoded, so a damaged chunk is copied damaged.
//
// The .ch appears last, both when they are whole and on the disk.  They have
// the later modification time of the pair's files.
// Throws: UsageError unless 0 < n_chunks < the pair's own number, if an output
// exists or has no name of packed data, and if its .ch would be another file's
// too; FormatError for a bad header; CorruptChunkError if the .cbin ends before
// those chunks do; Stopped if asked to stop; std::system_error.
void chop(const std::string& cbin_path, const std::string& ch_path,
          std::size_t n_chunks, const std::string& out_cbin_path,
          const std::stop_token& stop = {});

}  // namespace mtscomp
