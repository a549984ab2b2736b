// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Debug lines that explain how long a reader waited, and why.
// docs/internals/debugging.md explains an example line by line.
//
// Each line begins with the .cbin, the recording's number and the chunk:
// "x.cbin [3]: chunk 7: ".  The number is the recording's id; the cache's lines
// (cache/cache_log.h) have the id only.  If the log's level is above debug,
// these functions do nothing.  Thread-safe.
#pragma once

#include <cstddef>

#include "cache/chunk_cache.h"
#include "cache/chunk_load.h"
#include "mtscomp/reader/recording.h"
#include "reader/readahead.h"

namespace mtscomp {

// A look-up found its chunk in the cache.
void log_hit(const Recording& recording, std::size_t chunk_index);

// A look-up waited for its chunk.
void log_wait(const Recording& recording, std::size_t chunk_index,
              const ChunkWait& wait);

// The load succeeded.
void log_load(const Recording& recording, const ChunkLoad& load,
              const LoadTimes& times);

// The load will be repeated after the content is verified.
void log_unverified(const Recording& recording, std::size_t chunk_index);

// A prefetch was queued for the stream of reads.
void log_readahead(const Recording& recording, std::size_t chunk_index,
                   const StreamAccess& stream);

}  // namespace mtscomp
