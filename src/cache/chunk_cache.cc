// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/cache/chunk_cache.h"

#include <stdexcept>
#include <utility>

#include "mtscomp/base/hash.h"

namespace mtscomp {

std::size_t ChunkKeyHash::operator()(const ChunkKey& key) const {
  return hash_words({key.recording, key.chunk_index});
}

ChunkCache::Load::~Load() {
  if (!ended_) {
    fail(std::make_exception_ptr(std::runtime_error("the load was abandoned")));
  }
}

void ChunkCache::Load::finish(const ChunkPtr& chunk) {
  ended_ = true;
  cache_.end_load(key_, cost_, chunk, nullptr);
}

void ChunkCache::Load::fail(const std::exception_ptr& error) {
  ended_ = true;
  cache_.end_load(key_, cost_, nullptr, error);
}

ChunkCache::ChunkCache(std::size_t capacity_bytes) : chunks_(capacity_bytes) {}

ChunkCache::Lookup ChunkCache::find_or_join(const ChunkKey& key,
                                            std::size_t cost,
                                            OnLoaded on_loaded) {
  std::vector<ChunkPtr> evicted;  // Destroyed after unlocking.
  const MutexLock lock(mutex_);
  if (const ChunkPtr* cached = chunks_.find(key)) {
    ++counters_.hits;
    return {.hit = *cached, .load = nullptr};
  }
  const auto [waiters, is_first] = in_flight_.try_emplace(key);
  waiters->second.push_back(std::move(on_loaded));
  if (!is_first) {
    ++counters_.joins;
    return {};
  }
  ++counters_.misses;
  loading_bytes_ += cost;
  evicted = shrink();
  return {.hit = nullptr, .load = std::make_shared<Load>(*this, key, cost)};
}

void ChunkCache::end_load(const ChunkKey& key, std::size_t cost,
                          const ChunkPtr& chunk,
                          const std::exception_ptr& error) {
  Waiters waiters;
  std::vector<ChunkPtr> evicted;  // Destroyed after unlocking.
  {
    const MutexLock lock(mutex_);
    waiters = std::move(in_flight_.extract(key).mapped());
    loading_bytes_ -= cost;
    if (chunk) {
      chunks_.insert(key, chunk, cost);
      evicted = shrink();
    } else {
      ++counters_.failures;
    }
  }
  for (const OnLoaded& tell : waiters) {
    tell(chunk, error);
  }
}

std::vector<ChunkPtr> ChunkCache::shrink() {
  std::vector<ChunkPtr> evicted = chunks_.shrink(loading_bytes_);
  counters_.evictions += evicted.size();
  return evicted;
}

CacheCounters ChunkCache::counters() const {
  const MutexLock lock(mutex_);
  CacheCounters counters = counters_;
  counters.bytes = chunks_.cost() + loading_bytes_;
  counters.capacity = chunks_.capacity();
  return counters;
}

}  // namespace mtscomp
