// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Collects events for the debug log: evicted chunks and dropped prefetches.
//
// These events happen while the cache's mutex is held, but log lines are
// written without holding a lock.  So the cache first notes the events, and
// writes them after it has released the mutex.  If the level of the log is
// above debug, no event is noted.
#pragma once

#include <utility>
#include <vector>

#include "cache/chunk_key.h"

namespace mtscomp {

struct CacheEvent {
  ChunkKey key;
  const char* text = nullptr;  // A string literal.
};

// Not thread-safe: the caller must hold the mutex of the cache.
class CacheLog {
 public:
  // Adds an event.  If there is no memory for the event, the event is dropped.
  void note(const ChunkKey& key, const char* text) noexcept;

  bool empty() const { return events_.empty(); }
  // Returns the events that were noted since the last call of take().
  std::vector<CacheEvent> take() { return std::exchange(events_, {}); }

 private:
  std::vector<CacheEvent> events_;
};

// Writes one line for each event, such as "[3]: chunk 7: evicted: least
// recently used".  The number 3 is the id of the recording.
void write_log(const std::vector<CacheEvent>& events);

}  // namespace mtscomp
