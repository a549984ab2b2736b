// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads whose compressed bytes are to be fetched, and the number of fetches
// that run.  Readers do not wait for prefetches: a few connections are kept
// free of them. A chunk that a reader waits for can use the connections of idle
// threads too. Not thread-safe: callers must hold the mutex that protects this
// object.
#pragma once

#include <cstddef>
#include <memory>

#include "cache/chunk_load.h"
#include "cache/load_queue.h"

namespace mtscomp {

class FetchQueue {
 public:
  using LoadPtr = std::unique_ptr<ChunkLoad>;

  // Maximum number of connections for one chunk.  A server sends each part as
  // fast as it would send the whole chunk.
  static constexpr std::size_t kMaxParts = 8;
  // Connections that prefetches leave free.
  static constexpr std::size_t kReserved = 4;

  explicit FetchQueue(std::size_t n_threads) : n_threads_(n_threads) {}

  // Queues a load, as a prefetch if load->is_prefetch().
  void add(LoadPtr load);

  // Turns the queued prefetch with this key into a demand load.  Returns true
  // if such a prefetch was queued.
  bool promote(const ChunkKey& key) { return queue_.promote(key); }

  // The next functions return the load that can be started next, or nullptr.
  ChunkLoad* next_demand() const { return queue_.next_demand(); }
  ChunkLoad* next_prefetch() const;
  // Returns the number of queued prefetches.
  std::size_t n_prefetches() const { return queue_.n_prefetches(); }

  // The next functions return the load that next_demand() or next_prefetch()
  // returned.  Its fetch counts as running until end().
  LoadPtr start_demand();
  LoadPtr start_prefetch();

  // Ends a fetch.
  void end(const ChunkLoad& load);

  // Removes the load that next_prefetch() returned.
  LoadPtr drop_prefetch() { return queue_.take_prefetch(); }
  // Removes and returns any load that is not started, or returns nullptr.
  LoadPtr drop_any();

 private:
  LoadPtr start(LoadPtr load, std::size_t n_connections);

  std::size_t n_threads_;
  std::size_t n_used_ = 0;  // Connections of running fetches.
  LoadQueue<ChunkLoad> queue_;
};

}  // namespace mtscomp
