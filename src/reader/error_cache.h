// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Caches the errors of failed chunks for a short time.  A scan reads a damaged
// chunk of 23 MB page by page.  With this cache, the chunk is decoded and
// logged once, not thousands of times, and a disk that needs long to report an
// error is not read again for every page.  When the time has passed, the chunk
// is loaded again.  The number of cached errors is bounded.  Thread-safe.
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

  // How long the error of a corrupt chunk is cached.
  static constexpr Clock::duration kCorruptMemory = std::chrono::seconds(10);
  // How long the error of a chunk that could not be read is cached.
  static constexpr Clock::duration kUnreadMemory = std::chrono::seconds(1);
  // How long the error of a chunk is cached whose server did not answer within
  // its time limit.  The kernel repeats a failed read at once, page by page,
  // and the reader would wait for this limit again.
  static constexpr Clock::duration kTimedOutMemory = std::chrono::seconds(5);
  static constexpr std::size_t kMaxChunks = 4096;

  // Returns the cached error of the chunk, or null if there is none.
  std::exception_ptr find(const ChunkKey& key, Clock::time_point now);

  // Caches an error.  The error of a corrupt chunk stays for kCorruptMemory, a
  // std::system_error stays for kUnreadMemory or, if it is ETIMEDOUT, for
  // kTimedOutMemory.  A lack of memory or descriptors
  // is not cached, because the chunk did not cause it.  Other exceptions are
  // not cached.
  void remember(const ChunkKey& key, std::exception_ptr error,
                Clock::time_point now);

  void clear();

 private:
  struct Failure {
    std::exception_ptr error;
    Clock::time_point expires;
  };

  // Read without the lock, because the map is nearly always empty.
  std::atomic<bool> is_empty_ = true;
  Mutex mutex_;
  std::unordered_map<ChunkKey, Failure, ChunkKeyHash> failures_
      GUARDED_BY(mutex_);
};

}  // namespace mtscomp
