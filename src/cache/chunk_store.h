// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The cached chunks, and all memory for chunks.  Accounts for the memory, and
// evicts chunks when a load needs more.  Not thread-safe: the owner locks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "base/memory/page_buffer.h"
#include "cache/cache_log.h"
#include "cache/chunk_key.h"
#include "cache/chunk_load.h"
#include "cache/eviction_order.h"
#include "cache/slot_pool.h"

namespace mtscomp {

// One chunk in the cache.
struct CachedChunk {
  ChunkKey key;
  PageBuffer bytes;
  std::size_t n_pins = 0;
  bool is_ahead = false;       // Prefetched, and not read yet.
  std::uint64_t n_before = 0;  // Number of chunks inserted before it.
};

struct StoreCounters {
  std::uint64_t evictions = 0;
  std::uint64_t ahead_used = 0;    // Prefetched, and read since.
  std::uint64_t ahead_wasted = 0;  // Prefetched, and evicted unread.
};

class ChunkStore {
 public:
  // Notes evictions in `log`.  Requires: `log` outlives this.
  ChunkStore(std::size_t capacity_bytes, CacheLog& log);

  std::size_t capacity() const { return pool_.capacity(); }
  // Bytes of the capacity that are mapped.
  std::size_t size() const { return pool_.size(); }
  const StoreCounters& counters() const { return counters_; }

  // The chunk, or nullptr.  The pointer is valid until the chunk is evicted.
  CachedChunk* find(const ChunkKey& key);

  // Records a read of the chunk.
  void touch(CachedChunk& chunk, const ChunkAccess& access);
  // Records that a sequential reader has moved past the chunk.
  void mark_consumed(const ChunkKey& key);
  // Pinned chunks are not evicted.
  void pin(CachedChunk& chunk, std::size_t n_pins);
  // Returns whether this was the last pin.
  bool unpin(CachedChunk& chunk);

  // Gives a demand load its memory.  Returns false if pinned chunks and running
  // loads leave too little.  Throws: std::bad_alloc.
  bool reserve(ChunkLoad& load);
  // Gives a prefetch its memory: free memory, or the memory of chunks that were
  // read completely.  All prefetched and unread chunks together use at most
  // half of the capacity.  Leaves room for one demand load of the same size.
  // Returns false if there is too little memory.  Throws: std::bad_alloc.
  bool reserve_ahead(ChunkLoad& load);

  // Caches the load's chunk, unless the chunk is cached already.  Returns the
  // cached chunk.  Throws: std::bad_alloc.
  CachedChunk& insert(ChunkLoad& load);
  // Returns to the pool all memory that the load still has.
  void take_back(ChunkLoad& load) noexcept;

  // Evicts all chunks that are not pinned, and releases all free memory to the
  // system.
  void evict_all();

 private:
  using Segment = EvictionOrder::Segment;

  bool reserve(ChunkLoad& load, Segment last);
  bool try_take(ChunkLoad& load, bool may_spare);
  bool try_take_or_evict(ChunkLoad& load, Segment last);
  bool evict_one(Segment last);
  void evict(const ChunkKey& key);
  void evict_forgotten();
  void end_ahead(CachedChunk& chunk, std::uint64_t& counter);

  CacheLog& log_;
  SlotPool pool_;
  EvictionOrder order_;
  std::unordered_map<ChunkKey, CachedChunk, ChunkKeyHash> chunks_;
  std::size_t evictable_bytes_ = 0;  // Cached and not pinned.
  std::size_t ahead_bytes_ = 0;      // Prefetching, or prefetched and not read.
  std::uint64_t n_inserted_ = 0;
  StoreCounters counters_;
};

}  // namespace mtscomp
