// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads chunks of recordings into the cache, on its own worker threads.
// Callers never wait for a load: a worker calls them back.  Compressed chunks
// of a .cbin on a server are fetched by other threads first, so that workers do
// not wait.  Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/threads/thread_pool.h"
#include "cache/chunk_cache.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/reader/content_hashes.h"
#include "mtscomp/reader/recording.h"
#include "reader/error_cache.h"
#include "reader/parallel_decoder.h"

namespace mtscomp {

class ChunkLoader {
 public:
  // Called once, on the thread that ends the load.  Either `chunk` or `error`
  // is set.  Must not throw.
  using OnLoaded =
      std::function<void(ChunkPin chunk, const std::exception_ptr& error)>;

  // Starts the cache's workers.  Requires: `cache` outlives this object.  No
  // other thread calls cache.serve().
  explicit ChunkLoader(ChunkCache& cache);
  ChunkLoader(const ChunkLoader&) = delete;
  ChunkLoader& operator=(const ChunkLoader&) = delete;
  // Calls stop().
  ~ChunkLoader() { stop(); }

  // Checks that the cache is large enough for any chunk of the recording and
  // the memory that loading this chunk needs.
  // Throws: std::system_error with ENOMEM if the cache is too small.
  void require_room(const Recording& recording) const;

  // If the chunk is cached, returns the chunk and never calls on_loaded.  If
  // the chunk is not cached, returns an empty pin and calls on_loaded once: on
  // a worker when the load ends, or immediately if the chunk failed a short
  // time ago (error_cache.h).  Every failed load is logged.  If the times of an
  // open .cbin changed, a separate thread verifies the content of the .cbin
  // (Recording::verify_content()).  The load is then repeated.  During the
  // verification, the workers load other recordings.
  ChunkPin find_or_load(const std::shared_ptr<const Recording>& recording,
                        std::size_t chunk_index, const ChunkAccess& access,
                        OnLoaded on_loaded);

  // Queues a prefetch, which runs when no reader waits for a load.  Returns
  // false if the chunk is cached, queued or loading already, or failed a short
  // time ago.
  bool prefetch(const std::shared_ptr<const Recording>& recording,
                std::size_t chunk_index);

  // Records that a sequential reader has moved past the chunk.
  void mark_consumed(const Recording& recording, std::size_t chunk_index);

  SegmentCounters segment_counters() const { return decoder_.counters(); }

  // Evicts all chunks that are not pinned, and clears the error cache.
  void evict_all();

  // Makes queued and later loads fail.  Ends a running verification, and waits
  // for running loads.
  void stop();

 private:
  bool has_two_steps(const Recording& recording) const;
  LoadSize size_of(const Recording& recording, std::size_t chunk_index) const;
  ChunkLoad::Steps steps(const std::shared_ptr<const Recording>& recording,
                         const ChunkKey& key, const LoadSize& size);
  void fetch(const Recording& recording, ChunkLoad& load);
  void fill(const Recording& recording, ChunkLoad& load, ChunkDecoder& decoder);
  // Logs and remembers the exception that is being handled.
  void remember_failure(const ChunkKey& key);
  static LoadTimes read_and_decode(const Recording& recording, ChunkLoad& load,
                                   const DecodeChunk& decode);
  // Does not throw, because it is called at the end of a load.
  void load_after_proof(const std::shared_ptr<const Recording>& recording,
                        std::size_t chunk_index, const ChunkAccess& access,
                        const OnLoaded& on_loaded);

  ChunkCache& cache_;
  ErrorCache failed_;
  ParallelDecoder decoder_;
  std::vector<ChunkDecoder> decoders_;  // One per worker.
  ThreadPool workers_;
  // Fetch compressed chunks from servers.
  std::optional<ThreadPool> fetching_;
  std::atomic<bool> is_stopping_ = false;
  ContentHashes hashes_ =
      ContentHashes(is_stopping_);  // Used by content_verifier_ only.
  ThreadPool content_verifier_ = ThreadPool(1);
};

}  // namespace mtscomp
