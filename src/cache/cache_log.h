// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Debug lines about chunks that leave the cache, or that are not loaded ahead.
//
// Such events happen while the cache's mutex is held, and no lock is held while
// logging: they are noted first, and written after the mutex is released.  If
// the log's level is above debug, nothing is noted.
#pragma once

#include <utility>
#include <vector>

#include "cache/chunk_key.h"

namespace mtscomp {

struct CacheEvent {
  ChunkKey key;
  const char* text = nullptr;  // Literal.
};

// Not thread-safe: its owner locks.
class CacheLog {
 public:
  // An event that finds no memory is dropped.
  void note(const ChunkKey& key, const char* text) noexcept;

  bool empty() const { return events_.empty(); }
  // Events since the last call.
  std::vector<CacheEvent> take() { return std::exchange(events_, {}); }

 private:
  std::vector<CacheEvent> events_;
};

// One line for each event: "[3]: chunk 7: evicted: unused for longest", where 3
// is the recording's number.
void write_log(const std::vector<CacheEvent>& events);

}  // namespace mtscomp
