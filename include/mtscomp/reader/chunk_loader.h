// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads chunks into the cache on worker threads: a cold read costs its caller
// a submitted task, not a wait.  Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "mtscomp/base/thread_pool.h"
#include "mtscomp/cache/chunk_cache.h"
#include "mtscomp/reader/failed_chunks.h"
#include "mtscomp/reader/recording.h"

namespace mtscomp {

class ChunkLoader {
 public:
  // Each worker keeps scratch memory for one chunk, compressed and inflated.
  // Requires: `cache` outlives this; n_workers > 0.
  ChunkLoader(ChunkCache& cache, std::size_t n_workers);

  // The chunk if it is cached.  Else nullptr, and on_loaded is told once: on a
  // worker when the load ends, or at once of a chunk that was found corrupt a
  // moment ago.  Each failed load is logged.
  ChunkPtr find_or_load(const std::shared_ptr<const Recording>& recording,
                        std::size_t chunk_index,
                        ChunkCache::OnLoaded on_loaded);

  // Ends the running loads; those that wait, and later ones, fail.
  void stop();

 private:
  void run_load(const Recording& recording, const ChunkKey& key,
                LoadScratch& scratch, ChunkCache::Load& load);

  ChunkCache& cache_;
  FailedChunks failed_;
  std::vector<LoadScratch> scratch_;  // One per worker.
  ThreadPool workers_;
};

}  // namespace mtscomp
