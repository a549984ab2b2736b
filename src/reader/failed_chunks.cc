// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/failed_chunks.h"

#include <utility>

namespace mtscomp {

std::exception_ptr FailedChunks::find(const ChunkKey& key,
                                      Clock::time_point now) {
  if (is_empty_) {
    return nullptr;
  }
  const MutexLock lock(mutex_);
  const auto at = failures_.find(key);
  if (at == failures_.end()) {
    return nullptr;
  }
  if (now < at->second.expires) {
    return at->second.error;
  }
  failures_.erase(at);
  is_empty_ = failures_.empty();
  return nullptr;
}

void FailedChunks::remember(const ChunkKey& key, std::exception_ptr error,
                            Clock::time_point now) {
  const MutexLock lock(mutex_);
  if (failures_.size() == kMaxChunks) {
    failures_.clear();
  }
  failures_[key] = {.error = std::move(error), .expires = now + kMemory};
  is_empty_ = false;
}

void FailedChunks::clear() {
  const MutexLock lock(mutex_);
  failures_.clear();
  is_empty_ = true;
}

}  // namespace mtscomp
