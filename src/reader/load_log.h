// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Debug lines that explain how long a reader waited, and why.
// docs/internals/debugging.md explains an example line by line.
//
// Every line begins with the .cbin, the id of the recording and the chunk:
// "x.cbin [3]: chunk 7: ".  The lines of the cache (cache/cache_log.h) have
// only the id and the chunk.  If the level of the log is above debug, these
// functions do nothing.  Thread-safe.
#pragma once

#include <cstddef>

#include "cache/chunk_cache.h"
#include "cache/chunk_load.h"
#include "mtscomp/reader/recording.h"
#include "reader/readahead.h"

namespace mtscomp {

// Logs that a look-up found its chunk in the cache.
void log_hit(const Recording& recording, std::size_t chunk_index);

// Logs how long a look-up waited for its chunk.
void log_wait(const Recording& recording, std::size_t chunk_index,
              const ChunkWait& wait);

// Logs that a load succeeded.
void log_load(const Recording& recording, const ChunkLoad& load,
              const LoadTimes& times);

// Logs that a load will be repeated after the content of the .cbin is verified.
void log_unverified(const Recording& recording, std::size_t chunk_index);

// Logs that a prefetch was queued for a stream of reads.
void log_readahead(const Recording& recording, std::size_t chunk_index,
                   const StreamAccess& stream);

}  // namespace mtscomp
