// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/chunk_cache.h"

#include <fmt/format.h>

#include <cerrno>
#include <new>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::exception_ptr too_large(const LoadSize& size, std::size_t capacity) {
  return std::make_exception_ptr(std::system_error(
      ENOMEM, std::generic_category(),
      fmt::format("loading a chunk needs {} bytes of cache, but the cache has "
                  "{} bytes; raise cache_size",
                  size.total(), capacity)));
}

}  // namespace

ChunkPin::~ChunkPin() {
  if (cache_ != nullptr) {
    cache_->unpin(*chunk_);
  }
}

ChunkCache::ChunkCache(const CacheOptions& options)
    : options_(options),
      store_(options.capacity, log_),
      fetches_(options.n_fetches) {}

ChunkCache::~ChunkCache() { stop(); }

ChunkPin ChunkCache::find_or_load(const ChunkKey& key, const LoadSize& size,
                                  const ChunkAccess& access, OnLoaded on_loaded,
                                  ChunkLoad::Steps steps) {
  std::exception_ptr refusal;
  const Clock::time_point now = Clock::now();
  {
    const MutexLock lock(mutex_);
    last_use_ = now;
    if (CachedChunk* const chunk = hit(key, access)) {
      return {*this, *chunk};
    }
    if (const auto at = in_flight_.find(key); at != in_flight_.end()) {
      const bool is_join = !queue_.promote(key) && !fetches_.promote(key);
      at->second.push_back({std::move(on_loaded), access, now, is_join});
      ++(is_join ? counters_.joins : counters_.misses);
    } else if (stopping_) {
      refusal = abandoned_load();
    } else if (size.total() > options_.capacity) {
      refusal = too_large(size, options_.capacity);
    } else {
      // In this order: if the second line throws, a load without a waiter does
      // no harm.
      enqueue(std::make_unique<ChunkLoad>(key, size, std::move(steps)));
      in_flight_[key].push_back({std::move(on_loaded), access, now});
      ++counters_.misses;
    }
  }
  if (refusal) {
    // NOLINTNEXTLINE(bugprone-use-after-move): not moved if `refusal` is set.
    on_loaded({}, refusal, {});
  } else {
    notify_all();
  }
  return {};
}

ChunkPin ChunkCache::find(const ChunkKey& key, const ChunkAccess& access) {
  const Clock::time_point now = Clock::now();
  const MutexLock lock(mutex_);
  last_use_ = now;
  CachedChunk* const chunk = hit(key, access);
  return chunk == nullptr ? ChunkPin() : ChunkPin(*this, *chunk);
}

CachedChunk* ChunkCache::hit(const ChunkKey& key, const ChunkAccess& access) {
  CachedChunk* const chunk = store_.find(key);
  if (chunk == nullptr) {
    return nullptr;
  }
  ++counters_.hits;
  // The next prefetch may use the room of this one.
  if (chunk->is_ahead && queue_.next_prefetch() != nullptr) {
    changed_.notify_one();
  }
  store_.touch(*chunk, access);
  store_.pin(*chunk, 1);
  return chunk;
}

void ChunkCache::enqueue(LoadPtr load) {
  if (load->has_two_steps()) {
    fetches_.add(std::move(load));
  } else if (load->is_prefetch_) {
    queue_.add_prefetch(std::move(load));
  } else {
    queue_.add_demand(std::move(load));
  }
}

void ChunkCache::notify_all() {
  changed_.notify_all();
  fetches_changed_.notify_all();
}

bool ChunkCache::prefetch(const ChunkKey& key, const LoadSize& size,
                          ChunkLoad::Steps steps) {
  const bool has_two_steps = steps.fetch != nullptr;
  {
    const MutexLock lock(mutex_);
    if (is_here(key) || (has_two_steps && !has_room_to_fetch(size))) {
      return false;
    }
    auto load = std::make_unique<ChunkLoad>(key, size, std::move(steps));
    load->is_prefetch_ = true;
    enqueue(std::move(load));
    in_flight_.try_emplace(key);
  }
  if (has_two_steps) {
    fetches_changed_.notify_one();
  } else {
    changed_.notify_all();
  }
  return true;
}

bool ChunkCache::needs_no_prefetch(const ChunkKey& key) const {
  const MutexLock lock(mutex_);
  return is_here(key);
}

bool ChunkCache::is_here(const ChunkKey& key) const {
  return stopping_ || store_.contains(key) || in_flight_.contains(key);
}

// A sequential reader asks for each chunk with every read.  Without this check,
// each time a thread would wake up and drop the prefetch.
bool ChunkCache::has_room_to_fetch(const LoadSize& size) {
  if (store_.has_room_to_fetch(size, fetches_.n_prefetches() + 1)) {
    return true;
  }
  const LoadPtr forgotten = take_forgotten();
  if (forgotten) {
    drop(forgotten, "evicted: fetched, never read");
  }
  return forgotten != nullptr;
}

void ChunkCache::mark_consumed(const ChunkKey& key) {
  const MutexLock lock(mutex_);
  store_.mark_consumed(key);
  if (queue_.next_prefetch() != nullptr) {
    changed_.notify_one();
  }
}

void ChunkCache::drop(const LoadPtr& load, const char* why) {
  log_.note(load->key_, why);
  in_flight_.erase(load->key_);
  store_.take_back(*load);
  changed_.notify_one();  // Writes the log.
}

void ChunkCache::evict_if_idle() {
  if (Clock::now() - last_use_ >= options_.idle_timeout) {
    evict_unpinned();
  }
}

// Each waiter has a pin of the chunk already.
void ChunkCache::tell(const Waiters& waiters, CachedChunk* chunk,
                      const std::exception_ptr& error, Clock::time_point now) {
  for (const Waiter& waiter : waiters) {
    waiter.tell(chunk == nullptr ? ChunkPin() : ChunkPin(*this, *chunk), error,
                waiter.wait(now));
  }
}

void ChunkCache::count(const Waiters& waiters, Clock::time_point start,
                       Clock::time_point end) {
  counters_.load_times.add(end - start);
  for (const Waiter& waiter : waiters) {
    counters_.wait_times.add(waiter.wait(end).duration);
  }
}

CachedChunk& ChunkCache::insert(ChunkLoad& load, const Waiters& waiters) {
  CachedChunk& chunk = store_.insert(load);
  store_.pin(chunk, waiters.size());
  for (const Waiter& waiter : waiters) {
    store_.touch(chunk, waiter.access);
  }
  return chunk;
}

ChunkCache::Waiters ChunkCache::take_waiters(const ChunkKey& key) {
  const auto at = in_flight_.find(key);
  if (at == in_flight_.end()) {
    return {};
  }
  Waiters waiters = std::move(at->second);
  in_flight_.erase(at);
  return waiters;
}

void ChunkCache::unpin(CachedChunk& chunk) {
  bool is_awaited = false;
  {
    const MutexLock lock(mutex_);
    is_awaited = store_.unpin(chunk) && (queue_.next_demand() != nullptr ||
                                         fetches_.next_demand() != nullptr);
  }
  if (is_awaited) {
    notify_all();
  }
}

void ChunkCache::stop() {
  std::vector<Waiters> dropped;
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    while (queue_.next_demand() != nullptr) {
      dropped.push_back(take_waiters(queue_.take_demand()->key()));
    }
    while (queue_.next_prefetch() != nullptr) {
      take_waiters(queue_.take_prefetch()->key());
    }
    while (const LoadPtr load = fetches_.drop_any()) {
      dropped.push_back(take_waiters(load->key()));
    }
  }
  notify_all();
  for (const Waiters& waiters : dropped) {
    tell(waiters, nullptr, abandoned_load(), Clock::now());
  }
}

void ChunkCache::evict_all() {
  std::vector<CacheEvent> events;
  {
    const MutexLock lock(mutex_);
    evict_unpinned();
    events = log_.take();
  }
  write_log(events);
}

void ChunkCache::evict_unpinned() {
  while (const LoadPtr fetched = queue_.take_prefetch_if(
             [](const LoadPtr& load) { return load->has_two_steps(); })) {
    drop(fetched, "evicted: fetched, never read");
  }
  store_.evict_all();
}

CacheCounters ChunkCache::counters() const {
  const MutexLock lock(mutex_);
  CacheCounters counters = counters_;
  counters.evictions = store_.counters().evictions;
  counters.prefetch.used = store_.counters().ahead_used;
  counters.prefetch.wasted = store_.counters().ahead_wasted;
  counters.bytes = store_.size();
  counters.capacity = store_.capacity();
  return counters;
}

}  // namespace mtscomp
