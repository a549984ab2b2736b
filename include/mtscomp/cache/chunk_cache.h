// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decoded chunks in memory, bounded in bytes, each loaded once however many
// ask for it at the same time.
//
// The cache knows keys and bytes only.  A look-up never waits: it is a hit, or
// the caller is told later, or the caller is the one that must load.  No lock
// is held while loading or while telling.  Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/mutex.h"
#include "mtscomp/cache/lru_map.h"

namespace mtscomp {

// A chunk's bytes; whoever holds the pointer pins them.
using ChunkPtr = std::shared_ptr<const ByteBuffer>;

struct ChunkKey {
  std::uint64_t recording = 0;  // Unique to one version of one recording.
  std::uint64_t chunk_index = 0;

  bool operator==(const ChunkKey&) const = default;
};

struct ChunkKeyHash {
  std::size_t operator()(const ChunkKey& key) const;
};

struct CacheCounters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;  // Each one is one load.
  std::uint64_t joins = 0;   // Look-ups that waited for another's load.
  std::uint64_t evictions = 0;
  std::uint64_t failures = 0;  // Loads that failed; they are never cached.
  std::uint64_t bytes = 0;     // Cached and loading.
  std::uint64_t capacity = 0;  // Bytes.
};

class ChunkCache {
 public:
  // Told once: the chunk, or nullptr and why the load failed.  Runs on the
  // thread that ends the load.  Must not throw.
  using OnLoaded = std::function<void(const ChunkPtr& chunk,
                                      const std::exception_ptr& error)>;

  // The duty to load one key: end it with finish() or fail().  Dropped
  // unended, it fails with "the load was abandoned", so that nobody waits for
  // ever.
  class Load {
   public:
    Load(ChunkCache& cache, const ChunkKey& key, std::size_t cost)
        : cache_(cache), key_(key), cost_(cost) {}
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;
    ~Load();

    // Caches the chunk and tells all who wait.
    void finish(const ChunkPtr& chunk);
    // Tells all who wait; the next look-up loads again.
    void fail(const std::exception_ptr& error);

   private:
    ChunkCache& cache_;
    ChunkKey key_;
    std::size_t cost_;
    bool ended_ = false;
  };

  // One of three: `hit` is set and on_loaded is dropped; `load` is set and the
  // caller must end it; neither, and another's load tells on_loaded.
  struct Lookup {
    ChunkPtr hit;
    std::shared_ptr<Load> load;
  };

  explicit ChunkCache(std::size_t capacity_bytes);

  // `cost` is the chunk's size in bytes.  Cached and loading bytes together
  // stay within the capacity as long as the loading ones alone do.
  Lookup find_or_join(const ChunkKey& key, std::size_t cost,
                      OnLoaded on_loaded);

  CacheCounters counters() const;

 private:
  using Waiters = std::vector<OnLoaded>;

  void end_load(const ChunkKey& key, std::size_t cost, const ChunkPtr& chunk,
                const std::exception_ptr& error);
  std::vector<ChunkPtr> shrink() REQUIRES_LOCK(mutex_);

  mutable Mutex mutex_;
  LruMap<ChunkKey, ChunkPtr, ChunkKeyHash> chunks_ GUARDED_BY(mutex_);
  std::unordered_map<ChunkKey, Waiters, ChunkKeyHash> in_flight_
      GUARDED_BY(mutex_);
  std::size_t loading_bytes_ GUARDED_BY(mutex_) = 0;
  CacheCounters counters_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
