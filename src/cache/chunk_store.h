// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Owns the cached chunks and all memory for chunks.  Counts the used memory,
// and evicts chunks when a load needs more memory.  Not thread-safe: callers
// must hold the mutex that protects this object.
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
  bool is_ahead = false;  // Whether it was prefetched and not read yet.
  // Number of chunks that were inserted before this chunk.
  std::uint64_t n_before = 0;
};

struct StoreCounters {
  std::uint64_t evictions = 0;
  std::uint64_t ahead_used = 0;    // Prefetched chunks that were read.
  std::uint64_t ahead_wasted = 0;  // Prefetched chunks evicted unread.
};

class ChunkStore {
 public:
  // Notes evictions in `log`.
  // Requires: `log` must outlive this object.
  ChunkStore(std::size_t capacity_bytes, CacheLog& log);

  std::size_t capacity() const { return pool_.capacity(); }
  // Returns the size of all slots, in use and free, in bytes.
  std::size_t size() const { return pool_.size(); }
  const StoreCounters& counters() const { return counters_; }

  // Returns the chunk, or nullptr if it is not cached.  The pointer is valid
  // until the chunk is evicted.
  CachedChunk* find(const ChunkKey& key);
  bool contains(const ChunkKey& key) const { return chunks_.contains(key); }

  // Records a read of the chunk.
  void touch(CachedChunk& chunk, const ChunkAccess& access);
  // Records that a sequential reader has moved past the chunk.
  void mark_consumed(const ChunkKey& key);
  // Adds n_pins pins.  Chunks with pins are not evicted.
  void pin(CachedChunk& chunk, std::size_t n_pins);
  // Removes one pin.  Returns true if the chunk now has no pins.
  bool unpin(CachedChunk& chunk);

  // Reserves memory for a load that a reader waits for.  Evicts chunks if
  // needed.  Returns false if pinned chunks and running loads leave too little
  // memory.
  // Throws: std::bad_alloc.
  bool reserve(ChunkLoad& load);
  // Reserves memory for a prefetch.  Uses free memory, or evicts chunks that
  // were read completely.  Returns false if there is too little such memory.
  // Returns false if a demand load of the same size would then find too little
  // memory.  Returns false if running prefetches and prefetched chunks that are
  // not read yet would together use more than half of the capacity.
  // Throws: std::bad_alloc.
  bool reserve_ahead(ChunkLoad& load);

  // Reserves memory for the first step of a load with two steps.  For a
  // prefetch, only free memory and chunks that were read completely are used,
  // and fetched bytes fill at most a quarter of the capacity.  Returns false if
  // there is too little memory.  Fetched bytes always leave enough memory for
  // the second step of any load, so that every fetched load can end.
  // Throws: std::bad_alloc.
  bool reserve_fetch(ChunkLoad& load);

  // Returns true if prefetches of n_loads such loads may be fetched now, by the
  // limits of reserve_fetch().
  bool has_room_to_fetch(const LoadSize& size, std::size_t n_loads) const;

  // Returns true if a fetched prefetch waits for so long that its reader
  // probably no longer reads.
  bool is_forgotten(const ChunkLoad& load) const {
    return is_forgotten(load.n_before_);
  }

  // Caches the load's chunk, unless the chunk is cached already.  Returns the
  // cached chunk.  Throws: std::bad_alloc.
  CachedChunk& insert(ChunkLoad& load);
  // Puts the memory that the load still owns back into the pool.
  void take_back(ChunkLoad& load) noexcept;
  // Like take_back(), but the load keeps its fetched bytes.
  void take_back_fill(ChunkLoad& load) noexcept;

  // Evicts all chunks that are not pinned, and releases all free memory to the
  // system.
  void evict_all();

 private:
  using Segment = EvictionOrder::Segment;

  bool is_forgotten(std::uint64_t n_before) const;
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
  std::size_t evictable_bytes_ = 0;  // Size of the chunks without pins.
  // Size of running prefetches and of prefetched chunks that are not read yet.
  std::size_t ahead_bytes_ = 0;
  // Size of the fetched bytes of all loads.
  std::size_t fetched_bytes_ = 0;
  // The largest second step of any load so far.
  std::size_t largest_fill_ = 0;
  std::uint64_t n_inserted_ = 0;
  StoreCounters counters_;
};

}  // namespace mtscomp
