// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads chunks of recordings into the cache, on worker threads: a cold read
// costs its caller a queued load, not a wait.  Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <vector>

#include "base/threads/thread_pool.h"
#include "cache/chunk_cache.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/reader/content_hashes.h"
#include "mtscomp/reader/recording.h"
#include "reader/error_cache.h"

namespace mtscomp {

class ChunkLoader {
 public:
  // Called once, on the thread that ends the load.  Must not throw.
  using OnLoaded =
      std::function<void(ChunkPin chunk, const std::exception_ptr& error)>;

  // Starts the cache's workers.  Requires: `cache` outlives this, and is served
  // by nobody else.
  explicit ChunkLoader(ChunkCache& cache);
  ChunkLoader(const ChunkLoader&) = delete;
  ChunkLoader& operator=(const ChunkLoader&) = delete;
  // As stop().
  ~ChunkLoader() { stop(); }

  // Throws: std::system_error with ENOMEM unless each chunk of the recording
  // fits the cache, with what loading it takes.
  void require_room(const Recording& recording) const;

  // The chunk if it is cached.  Else an empty pin, and on_loaded is told once:
  // on a worker when the load ends, or at once of a chunk that failed a moment
  // ago.  Each failed load is logged.  If the times of an open .cbin change,
  // one thread verifies its content (Recording::verify_content()), and the load
  // is repeated; the workers load other recordings meanwhile.
  ChunkPin find_or_load(const std::shared_ptr<const Recording>& recording,
                        std::size_t chunk_index, const ChunkAccess& access,
                        OnLoaded on_loaded);

  // Loads the chunk when there is nothing better to do.  Returns false if it is
  // cached, on its way, or failed a moment ago.
  bool prefetch(const std::shared_ptr<const Recording>& recording,
                std::size_t chunk_index);

  // A reader that goes on has left the chunk behind.
  void mark_consumed(const Recording& recording, std::size_t chunk_index);

  // Evicts the cached chunks, and clears the errors of those that failed.
  void evict_all();

  // Ends the running loads and proofs; those that wait, and later ones, fail.
  void stop();

 private:
  ChunkLoad::Fill filler(const std::shared_ptr<const Recording>& recording);
  void fill(const Recording& recording, ChunkLoad& load, ChunkDecoder& decoder);
  // Does not throw: it is called where a load ends.
  void load_after_proof(const std::shared_ptr<const Recording>& recording,
                        std::size_t chunk_index, const ChunkAccess& access,
                        const OnLoaded& on_loaded);

  ChunkCache& cache_;
  ErrorCache failed_;
  std::vector<ChunkDecoder> decoders_;  // One per worker.
  ThreadPool workers_;
  std::atomic<bool> is_stopping_ = false;
  ContentHashes hashes_ =
      ContentHashes(is_stopping_);  // For content_verifier_ alone.
  ThreadPool content_verifier_ = ThreadPool(1);
};

}  // namespace mtscomp
