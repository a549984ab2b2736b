// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Debug lines about chunks that are evicted, and about prefetches that are
// dropped.
//
// These events happen while the cache's mutex is held, but the cache logs
// without holding a lock: events are noted first, and written after the mutex
// is released.  If the log's level is above debug, nothing is noted.
#pragma once

#include <utility>
#include <vector>

#include "cache/chunk_key.h"

namespace mtscomp {

struct CacheEvent {
  ChunkKey key;
  const char* text = nullptr;  // Literal.
};

// Not thread-safe: the owner locks.
class CacheLog {
 public:
  // If there is no memory for the event, it is dropped.
  void note(const ChunkKey& key, const char* text) noexcept;

  bool empty() const { return events_.empty(); }
  // Events since the last call.
  std::vector<CacheEvent> take() { return std::exchange(events_, {}); }

 private:
  std::vector<CacheEvent> events_;
};

// One line for each event: "[3]: chunk 7: evicted: least recently used".  3 is
// the recording's id.
void write_log(const std::vector<CacheEvent>& events);

}  // namespace mtscomp
