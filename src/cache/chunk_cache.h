// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Caches decoded chunks in memory.  If many readers request a chunk at the same
// time, the chunk is loaded once (single flight).
//
// The capacity limits all memory of the cache, in bytes: cached chunks, chunks
// that are being loaded, and temporary memory of loads.  If memory is short,
// fewer loads run at the same time.  The cache uses only keys and bytes, not
// recordings.  A look-up never waits: it returns the chunk, or a worker calls
// the caller back later.  Thread-safe.
//
// The classes of this directory, and which class calls which:
//
//   ChunkCache       the only class that other modules call.  It owns the one
//                    mutex, the waiters and the counters
//     LoadQueue      loads that wait for a worker: demand before prefetch
//     FetchQueue     loads whose compressed bytes are fetched first
//     ChunkStore     cached chunks and all memory for chunks
//       EvictionOrder  which chunk is evicted first
//       SlotPool       memory of evicted chunks, for reuse
//     CacheLog       events that are logged after the mutex is released
//   ChunkLoad        one load: its key, its memory, and the caller's function
//                    that fills it.  Owned by the queue, then by its worker
//   ChunkPin         prevents the eviction of a cached chunk
//
//   thread           calls
//   reader           find_or_load(), prefetch(), mark_consumed(); ~ChunkPin
//   worker           serve(): takes a load and reserves memory (mutex held),
//                    fills the chunk (not held), inserts the chunk (held),
//                    calls back the waiters (not held)
//   fetching         serve_fetches(): takes a load and reserves memory for its
//                    bytes (mutex held), fetches them (not held), queues the
//                    load for a worker (held)
//   any              counters(), evict_all(), stop()
//
// Only ChunkCache is thread-safe.  The other classes are used while the mutex
// of ChunkCache is held.  The mutex is not held while a load runs or while a
// waiter is called back.  So callbacks, and functions that fill a chunk, may
// call every member function except serve() and the destructor.  A callback may
// keep the pin that it gets.  Callbacks and functions that fill a chunk must
// not wait for another load, because all workers could then wait for each
// other.
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

#include "base/time/duration_histogram.h"
#include "cache/cache_log.h"
#include "cache/chunk_key.h"
#include "cache/chunk_load.h"
#include "cache/chunk_pin.h"
#include "cache/chunk_store.h"
#include "cache/fetch_queue.h"
#include "cache/load_queue.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

struct PrefetchCounters {
  std::uint64_t issued = 0;  // Prefetches that were started.
  std::uint64_t used = 0;    // Prefetched chunks that were read.
  std::uint64_t wasted = 0;  // Prefetched chunks that were evicted unread.
};

struct CacheCounters {
  std::uint64_t hits = 0;    // Look-ups that found the chunk in the cache.
  std::uint64_t misses = 0;  // Look-ups that queued a demand load.
  // Look-ups that waited for a running load or a queued demand load.
  std::uint64_t joins = 0;
  std::uint64_t decodes = 0;  // Loads that succeeded.
  std::uint64_t evictions = 0;
  std::uint64_t failures = 0;  // Loads that failed; failures are not cached.
  PrefetchCounters prefetch;
  // Size of all slots, in use and free, in bytes.
  std::uint64_t bytes = 0;
  std::uint64_t capacity = 0;    // Bytes.
  DurationHistogram load_times;  // Durations of loads.
  DurationHistogram wait_times;  // Wait times of misses and joins.
};

// How long a look-up waited for the load of its chunk.
struct ChunkWait {
  // Whether the look-up was counted in CacheCounters::joins.
  bool is_join = false;
  std::chrono::nanoseconds duration{};
};

struct CacheOptions {
  std::size_t capacity = 0;  // Bytes.
  // Maximum number of demand loads that run at the same time.  A demand load is
  // a load for which a reader waits.  A prefetch starts only if the number of
  // running loads, both kinds together, is less than n_loads.  Running
  // prefetches do not delay the start of a demand load.
  std::size_t n_loads = 1;
  // Number of threads that call serve_fetches().  0: no load has two steps.
  std::size_t n_fetches = 0;
  // If no chunk is read during this time, the cache calls evict_all().
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(1);
};

class ChunkCache {
 public:
  // Callback of a look-up.  Called once, when the load ends, on the thread that
  // ends the load.  `chunk` is set if the load succeeded.  `error` is set if
  // the load failed.  Must not throw.
  using OnLoaded = std::function<void(
      ChunkPin chunk, const std::exception_ptr& error, const ChunkWait& wait)>;

  explicit ChunkCache(const CacheOptions& options);
  ChunkCache(const ChunkCache&) = delete;
  ChunkCache& operator=(const ChunkCache&) = delete;
  // Requires: no chunk may be pinned.  No thread may be in serve().
  ~ChunkCache();

  // If the chunk is cached, does the same as find_or_load(), but faster.  If
  // the chunk is not cached, returns an empty pin.
  ChunkPin find(const ChunkKey& key, const ChunkAccess& access);

  // If the chunk is cached, returns the chunk and never calls on_loaded.  If
  // the chunk is not cached, returns an empty pin, queues a load that calls
  // the functions of `steps`, and calls on_loaded when the load ends.  If a
  // load of this chunk is queued or running already, that load is used and
  // `steps` is dropped.  If a load needs more memory than the capacity, the
  // load fails at once, with ENOMEM.
  // Requires: a load with two steps needs CacheOptions::n_fetches.
  ChunkPin find_or_load(const ChunkKey& key, const LoadSize& size,
                        const ChunkAccess& access, OnLoaded on_loaded,
                        ChunkLoad::Steps steps);

  // Queues a load of the chunk, which runs when no demand load waits.  This
  // load uses free memory, or the memory of chunks that were read completely.
  // If there is too little such memory when the load could start, the load is
  // dropped.  A prefetch whose bytes are fetched waits for memory.  Returns
  // true if the load was queued.  Returns false after stop(), if the chunk is
  // already cached, queued or being loaded, or if there is no memory to fetch
  // it.
  bool prefetch(const ChunkKey& key, const LoadSize& size,
                ChunkLoad::Steps steps);

  // Returns true if prefetch() would return false, whatever its other arguments
  // are.  Faster than prefetch().
  bool needs_no_prefetch(const ChunkKey& key) const;

  // Records that a sequential reader has moved past the chunk.
  void mark_consumed(const ChunkKey& key);

  // Returns the number of threads that must call serve().
  std::size_t n_servers() const { return 2 * options_.n_loads; }

  // Runs loads on the calling thread until stop().  `worker` is the index of
  // this thread.
  // Requires: `worker` must be less than n_servers().  No other thread may use
  // the same index.
  void serve(std::size_t worker);

  // Returns the number of threads that must call serve_fetches().
  std::size_t n_fetching_servers() const { return options_.n_fetches; }

  // Fetches the bytes of loads on the calling thread until stop().
  void serve_fetches();

  // Makes all queued and later loads fail.  Each call of serve() and
  // serve_fetches() returns when the load that it runs has ended.
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

  // Waits until a queued load can start, and returns this load.  Returns null
  // after stop().  The memory of the returned load is reserved, unless the
  // system is out of memory.
  LoadPtr wait_for_start();
  // Like wait_for_start(), but also returns null if there are events to log.
  LoadPtr wait_for_start_or_events() REQUIRES_LOCK(mutex_);
  LoadPtr find_start() REQUIRES_LOCK(mutex_);
  LoadPtr find_prefetch_start() REQUIRES_LOCK(mutex_);
  bool try_reserve_ahead(ChunkLoad& load) REQUIRES_LOCK(mutex_);
  void notify_all();
  void evict_if_idle() REQUIRES_LOCK(mutex_);
  // Returns null if the chunk is not cached.
  CachedChunk* hit(const ChunkKey& key, const ChunkAccess& access)
      REQUIRES_LOCK(mutex_);
  void enqueue(LoadPtr load) REQUIRES_LOCK(mutex_);
  LoadPtr wait_for_fetch();
  LoadPtr find_demand_fetch() REQUIRES_LOCK(mutex_);
  LoadPtr find_prefetch() REQUIRES_LOCK(mutex_);
  bool is_here(const ChunkKey& key) const REQUIRES_LOCK(mutex_);
  bool has_room_to_fetch(const LoadSize& size) REQUIRES_LOCK(mutex_);
  // Takes a fetched prefetch whose reader no longer reads.  May return null.
  LoadPtr take_forgotten() REQUIRES_LOCK(mutex_);
  void end_fetch(LoadPtr load, std::exception_ptr error);
  // Ends a load that no reader waits for.
  void drop(const LoadPtr& load, const char* why) REQUIRES_LOCK(mutex_);
  void fail(ChunkLoad& load, const std::exception_ptr& error);
  void evict_unpinned() REQUIRES_LOCK(mutex_);
  static std::exception_ptr abandoned_load();
  Waiters take_waiters(const ChunkKey& key) REQUIRES_LOCK(mutex_);
  CachedChunk& insert(ChunkLoad& load, const Waiters& waiters)
      REQUIRES_LOCK(mutex_);

  void run(ChunkLoad& load, std::size_t worker);
  void end(ChunkLoad& load, std::exception_ptr error);
  void count(const Waiters& waiters, Clock::time_point start,
             Clock::time_point end) REQUIRES_LOCK(mutex_);
  void tell(const Waiters& waiters, CachedChunk* chunk,
            const std::exception_ptr& error, Clock::time_point now);
  void unpin(CachedChunk& chunk);

  const CacheOptions options_;
  mutable Mutex mutex_;
  ConditionVariable changed_;          // For serve().
  ConditionVariable fetches_changed_;  // For serve_fetches().
  CacheLog log_ GUARDED_BY(mutex_);
  ChunkStore store_ GUARDED_BY(mutex_);
  std::unordered_map<ChunkKey, Waiters, ChunkKeyHash> in_flight_
      GUARDED_BY(mutex_);
  LoadQueue<ChunkLoad> queue_ GUARDED_BY(mutex_);
  FetchQueue fetches_ GUARDED_BY(mutex_);
  std::size_t n_running_demand_ GUARDED_BY(mutex_) = 0;
  std::size_t n_running_prefetch_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  Clock::time_point last_use_ GUARDED_BY(mutex_) = Clock::now();
  CacheCounters counters_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
