// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Remembers for a short time which chunks failed, and why.  A scan reads a
// damaged chunk of 23 MB page by page; the chunk is decoded and logged once,
// not thousands of times, and a disk that fails slowly is not read again for
// each page.  After the time the chunk is tried again.  Bounded; thread-safe.
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

  // The error of the chunk, or null if none is remembered.
  std::exception_ptr find(const ChunkKey& key, Clock::time_point now);

  // Remembers an error: kCorruptMemory for a corrupt chunk, kUnreadMemory for
  // other system errors.  A shortage of memory or descriptors is not
  // remembered: the chunk did not cause it.
  void remember(const ChunkKey& key, std::exception_ptr error,
                Clock::time_point now);

  void clear();

 private:
  struct Failure {
    std::exception_ptr error;
    Clock::time_point expires;
  };

  // Read without the lock: the map is nearly always empty.
  std::atomic<bool> is_empty_ = true;
  Mutex mutex_;
  std::unordered_map<ChunkKey, Failure, ChunkKeyHash> failures_
      GUARDED_BY(mutex_);
};

}  // namespace mtscomp
