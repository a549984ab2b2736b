// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The cached chunks, and all memory for chunks: who has how much of it, and who
// has to go when more is needed.  Not thread-safe: its owner locks.
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
  bool is_ahead = false;       // Loaded ahead, and not read yet.
  std::uint64_t n_before = 0;  // Chunks that were cached before it.
};

struct StoreCounters {
  std::uint64_t evictions = 0;
  std::uint64_t ahead_used = 0;    // Loaded ahead, and read since.
  std::uint64_t ahead_wasted = 0;  // Loaded ahead, and evicted unread.
};

class ChunkStore {
 public:
  // Notes evictions in `log`.  Requires: `log` outlives this.
  ChunkStore(std::size_t capacity_bytes, CacheLog& log);

  std::size_t capacity() const { return pool_.capacity(); }
  // Bytes of the capacity that are mapped.
  std::size_t size() const { return pool_.size(); }
  const StoreCounters& counters() const { return counters_; }

  // The chunk, or nullptr.  It stays where it is until it is evicted.
  CachedChunk* find(const ChunkKey& key);

  // The chunk is read.
  void touch(CachedChunk& chunk, const ChunkAccess& access);
  // A reader that goes on has left it behind.
  void mark_consumed(const ChunkKey& key);
  // Pinned chunks are not evicted.
  void pin(CachedChunk& chunk, std::size_t n_pins);
  // Returns whether that was the last pin.
  bool unpin(CachedChunk& chunk);

  // Gives a load that somebody waits for its memory, or returns false if what
  // is pinned and loading leaves too little.  Throws: std::bad_alloc.
  bool reserve(ChunkLoad& load);
  // The same for a load ahead: it takes what is free or was read through, and
  // with others of its kind, half of the capacity at most; and it leaves room
  // for a load of its size that somebody waits for.
  bool reserve_ahead(ChunkLoad& load);

  // The load's chunk is cached from now on; if it was before, nothing happens.
  // Returns what is cached.  Throws: std::bad_alloc.
  CachedChunk& insert(ChunkLoad& load);
  // Puts back all memory that the load still has.
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
  std::size_t ahead_bytes_ = 0;      // Loading or loaded ahead, and not read.
  std::uint64_t n_inserted_ = 0;
  StoreCounters counters_;
};

}  // namespace mtscomp
