// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// chop(): copies the first chunks of a pair into a new pair, without decoding
// them.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/reader/pair_location.h"

namespace MTSCOMP_API mtscomp {

// Writes out_cbin_path and the .ch beside it.  Both files have the same bytes
// as the output of mtscomp's chop, except that the table of segments is cut.
// The new header keeps all keys, including unknown keys and the old `shape`.
// In it, both SHA-1s are null and `chopped` is true.  Damaged chunks are copied
// unchanged.  Reads only the header and the chunks to copy, with `n_threads`
// threads.
//
// Both files appear when they are complete and synced, the .ch last.  Their
// modification time is the later one of the two old files.
// Throws: UsageError unless 0 < n_chunks < number of chunks of the pair, if an
// output exists, if out_cbin_path has no suffix of packed data, or if the new
// .ch would also be the header of another file; FormatError for a bad header;
// CorruptChunkError if the .cbin ends before the last chunk to copy; BusyError
// if another process writes the new pair; Stopped after a request to stop;
// std::system_error.
void chop(const PairLocation& pair, std::size_t n_chunks,
          const std::string& out_cbin_path, std::size_t n_threads,
          const std::stop_token& stop = {});
// Reads with one thread.
void chop(const std::string& cbin_path, const std::string& ch_path,
          std::size_t n_chunks, const std::string& out_cbin_path,
          const std::stop_token& stop = {});

}  // namespace mtscomp
