// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decoded chunks in memory.  Each chunk is loaded once, even if many readers
// request it at the same time (single flight).
//
// One capacity, in bytes, bounds the cached chunks, the chunks that are being
// loaded, and the memory that loading uses.  If memory is short, fewer loads
// run at once.  The cache knows keys and bytes only.  A look-up never waits: it
// is a hit, or a worker calls the caller back later.  Thread-safe.
//
// The classes of this directory, and which class calls which:
//
//   ChunkCache       the only class that other modules call.  It owns the one
//                    mutex, the waiters and the counters
//     LoadQueue      loads that wait for a worker: demand before prefetch
//     ChunkStore     cached chunks and all memory for chunks
//       EvictionOrder  which chunk is evicted first
//       SlotPool       memory of evicted chunks, for reuse
//     CacheLog       events to be logged after the mutex is released
//   ChunkLoad        one load: its key, its memory, and the caller's function
//                    that fills it.  Owned by the queue, then by its worker
//   ChunkPin         keeps a cached chunk from being evicted
//
//   thread           calls
//   reader           find_or_load(), prefetch(), mark_consumed(); ~ChunkPin
//   worker           serve(): takes a load and its memory (mutex held), fills
//                    it (not held), inserts the chunk (held), calls back the
//                    waiters (not held)
//   any              counters(), evict_all(), stop()
//
// Only ChunkCache is thread-safe; the other classes are used under its mutex.
// The mutex is held neither while a load runs nor while a waiter is called
// back.  So a callback, or a function that fills a chunk, may call every member
// function except serve() and the destructor, and may keep its pin.  It must
// not wait for another load: all workers could end up waiting.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "cache/cache_log.h"
#include "cache/chunk_key.h"
#include "cache/chunk_load.h"
#include "cache/chunk_pin.h"
#include "cache/chunk_store.h"
#include "cache/duration_histogram.h"
#include "cache/load_queue.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

struct PrefetchCounters {
  std::uint64_t issued = 0;  // Prefetches that were started.
  std::uint64_t used = 0;    // Issued, and read since.
  std::uint64_t wasted = 0;  // Issued, and evicted before any read.
};

struct CacheCounters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;   // Each one is one load.
  std::uint64_t joins = 0;    // Look-ups that waited for a running load.
  std::uint64_t decodes = 0;  // Loads that succeeded.
  std::uint64_t evictions = 0;
  std::uint64_t failures = 0;  // Loads that failed; failures are not cached.
  PrefetchCounters prefetch;
  std::uint64_t bytes = 0;       // Size of all slots, in use or free.
  std::uint64_t capacity = 0;    // Bytes.
  DurationHistogram load_times;  // From the start of a load to its end.
  DurationHistogram wait_times;  // Of look-ups that were misses or joins.
};

// How long a look-up that missed waited for the end of the load.
struct ChunkWait {
  bool is_join = false;  // The load was running already (see `joins`).
  std::chrono::nanoseconds duration{};
};

struct CacheOptions {
  std::size_t capacity = 0;  // Bytes.
  // Number of loads with a waiting reader that run at once (demand loads).  A
  // prefetch starts only while fewer than n_loads loads run in all; demand
  // loads do not wait for prefetches.
  std::size_t n_loads = 1;
  // evict_all() is called after this time without a read.
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(1);
};

class ChunkCache {
 public:
  // Called once, with the chunk or with the error of the load, on the thread
  // that ends the load.  Must not throw.
  using OnLoaded = std::function<void(
      ChunkPin chunk, const std::exception_ptr& error, const ChunkWait& wait)>;

  explicit ChunkCache(const CacheOptions& options);
  ChunkCache(const ChunkCache&) = delete;
  ChunkCache& operator=(const ChunkCache&) = delete;
  // Requires: nothing is pinned; no thread is in serve().
  ~ChunkCache();

  // Returns the chunk on a hit, and does not call on_loaded.  Otherwise returns
  // an empty pin, and on_loaded is called when the load ends.  `fill` is
  // dropped if a load of this chunk is queued or running already.  A load that
  // is larger than the capacity fails at once, with ENOMEM.
  ChunkPin find_or_load(const ChunkKey& key, const LoadSize& size,
                        const ChunkAccess& access, OnLoaded on_loaded,
                        ChunkLoad::Fill fill);

  // Queues a load of the chunk, to run when no demand load waits.  It uses free
  // memory, or evicts chunks that were read completely; without such memory it
  // is dropped.  Returns false if the chunk is cached, queued or loading
  // already.
  bool prefetch(const ChunkKey& key, const LoadSize& size,
                ChunkLoad::Fill fill);

  // A sequential reader has moved past the chunk.
  void mark_consumed(const ChunkKey& key);

  // Number of threads that must call serve().
  std::size_t n_servers() const { return 2 * options_.n_loads; }

  // Runs loads until stop().  `worker` is the index of the calling thread:
  // unique, less than n_servers().
  void serve(std::size_t worker);

  // Fails queued and later loads.  serve() returns after its running load.
  void stop();

  // Evicts all chunks that are not pinned, and releases their memory to the
  // system.
  void evict_all();

  CacheCounters counters() const;

 private:
  friend class ChunkPin;
  using LoadPtr = std::unique_ptr<ChunkLoad>;
  using Clock = std::chrono::steady_clock;

  struct Waiter {
    OnLoaded tell;
    ChunkAccess access;
    Clock::time_point since;
    bool is_join = false;

    ChunkWait wait(Clock::time_point now) const {
      return {.is_join = is_join, .duration = now - since};
    }
  };
  using Waiters = std::vector<Waiter>;

  // Waits for a load that may start; null after stop().  The load has its
  // memory, unless the system is out of memory.
  LoadPtr wait_for_start();
  // Like wait_for_start(), but also returns null if there are events to log.
  LoadPtr wait_for_start_or_events() REQUIRES_LOCK(mutex_);
  LoadPtr find_start() REQUIRES_LOCK(mutex_);
  LoadPtr find_prefetch_start() REQUIRES_LOCK(mutex_);
  void evict_if_idle() REQUIRES_LOCK(mutex_);
  Waiters take_waiters(const ChunkKey& key) REQUIRES_LOCK(mutex_);
  CachedChunk& insert(ChunkLoad& load, const Waiters& waiters)
      REQUIRES_LOCK(mutex_);

  void run(ChunkLoad& load, std::size_t worker);
  void end(ChunkLoad& load, Clock::time_point start, std::exception_ptr error);
  void count(const Waiters& waiters, Clock::time_point start,
             Clock::time_point end) REQUIRES_LOCK(mutex_);
  void unpin(CachedChunk& chunk);

  const CacheOptions options_;
  mutable Mutex mutex_;
  ConditionVariable changed_;
  CacheLog log_ GUARDED_BY(mutex_);
  ChunkStore store_ GUARDED_BY(mutex_);
  std::unordered_map<ChunkKey, Waiters, ChunkKeyHash> in_flight_
      GUARDED_BY(mutex_);
  LoadQueue<ChunkLoad> queue_ GUARDED_BY(mutex_);
  std::size_t n_running_demand_ GUARDED_BY(mutex_) = 0;
  std::size_t n_running_prefetch_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  Clock::time_point last_use_ GUARDED_BY(mutex_) = Clock::now();
  CacheCounters counters_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
