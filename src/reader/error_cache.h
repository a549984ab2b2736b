// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chunks that failed a moment ago.  A scan asks for a bad chunk of 23 MB page
// by page; it is decoded and logged once, not thousands of times, and a disk
// that takes its time to fail is not asked again for each page.  What is
// remembered is forgotten after a while, so that what heals is seen to.
// Bounded; thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <unordered_map>

#include "cache/chunk_key.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

class ErrorCache {
 public:
  using Clock = std::chrono::steady_clock;

  // How long a corrupt chunk is remembered.
  static constexpr Clock::duration kCorruptMemory = std::chrono::seconds(10);
  // How long a chunk that could not be read is remembered.
  static constexpr Clock::duration kUnreadMemory = std::chrono::seconds(1);
  static constexpr std::size_t kMaxChunks = 4096;

  // Why the chunk failed, or null if it is not known to fail.
  std::exception_ptr find(const ChunkKey& key, Clock::time_point now);

  // How long depends on the error; a shortage of memory or descriptors is not
  // remembered, since no chunk is to blame for it.
  void remember(const ChunkKey& key, std::exception_ptr error,
                Clock::time_point now);

  void clear();

 private:
  struct Failure {
    std::exception_ptr error;
    Clock::time_point expires;
  };

  // Read without the lock, since there is nearly always nothing to find.
  std::atomic<bool> is_empty_ = true;
  Mutex mutex_;
  std::unordered_map<ChunkKey, Failure, ChunkKeyHash> failures_
      GUARDED_BY(mutex_);
};

}  // namespace mtscomp
