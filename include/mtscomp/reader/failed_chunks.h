// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chunks found corrupt a moment ago.  A scan asks for a bad chunk of 23 MB page
// by page; it is decoded and logged once, not thousands of times.  What is
// remembered is forgotten after a while, so that a file system that heals is
// seen to.  Bounded; thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <unordered_map>

#include "mtscomp/base/mutex.h"
#include "mtscomp/cache/chunk_key.h"

namespace mtscomp {

class FailedChunks {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr Clock::duration kMemory = std::chrono::seconds(10);
  static constexpr std::size_t kMaxChunks = 4096;

  // Why the chunk failed, or null if it is not known to fail.
  std::exception_ptr find(const ChunkKey& key, Clock::time_point now);

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
