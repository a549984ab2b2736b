// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/chunk_cache.h"

#include <fmt/format.h>

#include <cerrno>
#include <new>
#include <stdexcept>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::exception_ptr abandoned() {
  return std::make_exception_ptr(std::runtime_error("the load was abandoned"));
}

std::exception_ptr too_large(const LoadSize& size, std::size_t capacity) {
  return std::make_exception_ptr(std::system_error(
      ENOMEM, std::generic_category(),
      fmt::format("a chunk takes {} bytes of the cache, which has {}",
                  size.total(), capacity)));
}

}  // namespace

ChunkPin::~ChunkPin() {
  if (cache_ != nullptr) {
    cache_->unpin(*chunk_);
  }
}

ChunkCache::ChunkCache(const CacheOptions& options)
    : options_(options), store_(options.capacity) {}

ChunkCache::~ChunkCache() { stop(); }

ChunkPin ChunkCache::find_or_load(const ChunkKey& key, const LoadSize& size,
                                  const ChunkAccess& access, OnLoaded on_loaded,
                                  ChunkLoad::Fill fill) {
  std::exception_ptr refusal;
  {
    const MutexLock lock(mutex_);
    last_use_ = Clock::now();
    if (CachedChunk* const chunk = store_.find(key)) {
      ++counters_.hits;
      store_.touch(*chunk, access);
      store_.pin(*chunk, 1);
      return {*this, *chunk};
    }
    if (const auto at = in_flight_.find(key); at != in_flight_.end()) {
      at->second.push_back({std::move(on_loaded), access});
      ++(queue_.promote(key) ? counters_.misses : counters_.joins);
    } else if (stopping_) {
      refusal = abandoned();
    } else if (size.total() > options_.capacity) {
      refusal = too_large(size, options_.capacity);
    } else {
      // In this order: a load that nobody waits for does no harm.
      queue_.add_demand(
          std::make_unique<ChunkLoad>(key, size, std::move(fill)));
      in_flight_[key].push_back({std::move(on_loaded), access});
      ++counters_.misses;
    }
  }
  if (refusal) {
    // NOLINTNEXTLINE(bugprone-use-after-move): it was moved where none is.
    on_loaded({}, refusal);
  } else {
    changed_.notify_all();
  }
  return {};
}

void ChunkCache::prefetch(const ChunkKey& key, const LoadSize& size,
                          ChunkLoad::Fill fill) {
  {
    const MutexLock lock(mutex_);
    if (stopping_ || store_.find(key) != nullptr || in_flight_.contains(key)) {
      return;
    }
    auto load = std::make_unique<ChunkLoad>(key, size, std::move(fill));
    load->is_prefetch_ = true;
    queue_.add_prefetch(std::move(load));
    in_flight_.try_emplace(key);
  }
  changed_.notify_all();
}

void ChunkCache::mark_consumed(const ChunkKey& key) {
  const MutexLock lock(mutex_);
  store_.mark_consumed(key);
}

void ChunkCache::serve(std::size_t worker) {
  while (const LoadPtr load = wait_for_start()) {
    run(*load, worker);
  }
}

void ChunkCache::run(ChunkLoad& load, std::size_t worker) {
  std::exception_ptr error;
  try {
    load.fill_(load, worker);
  } catch (...) {
    error = std::current_exception();
  }
  end(load, std::move(error));
}

ChunkCache::LoadPtr ChunkCache::wait_for_start() {
  const MutexLock lock(mutex_);
  while (!stopping_) {
    if (LoadPtr load = find_start()) {
      return load;
    }
    if (!changed_.wait_for(mutex_, options_.idle_timeout)) {
      give_back_if_idle();
    }
  }
  return nullptr;
}

ChunkCache::LoadPtr ChunkCache::find_start() {
  ChunkLoad* const demand = queue_.next_demand();
  if (demand == nullptr) {
    return find_prefetch_start();
  }
  if (n_running_demand_ == options_.n_loads) {
    return nullptr;
  }
  try {
    if (!store_.reserve(*demand)) {
      return nullptr;
    }
  } catch (const std::bad_alloc&) {  // The load itself will say so.
    store_.release(*demand);
  }
  demand->is_prefetch_ = false;  // One that was promoted is none any more.
  ++n_running_demand_;
  return queue_.take_demand();
}

ChunkCache::LoadPtr ChunkCache::find_prefetch_start() {
  while (const ChunkLoad* const next = queue_.next_prefetch()) {
    if (n_running_demand_ + n_running_prefetch_ >= options_.n_loads) {
      return nullptr;
    }
    LoadPtr load = queue_.take_prefetch();
    try {
      if (store_.reserve_ahead(*load)) {
        ++n_running_prefetch_;
        ++counters_.prefetch.issued;
        return load;
      }
    } catch (const std::bad_alloc&) {  // As good a reason to forget it.
      store_.release(*load);
    }
    in_flight_.erase(load->key());
  }
  return nullptr;
}

void ChunkCache::give_back_if_idle() {
  if (Clock::now() - last_use_ >= options_.idle_timeout) {
    store_.give_back();
  }
}

void ChunkCache::end(ChunkLoad& load, std::exception_ptr error) {
  Waiters waiters;
  CachedChunk* chunk = nullptr;
  {
    const MutexLock lock(mutex_);
    waiters = take_waiters(load.key_);
    --(load.is_prefetch_ ? n_running_prefetch_ : n_running_demand_);
    if (!error) {
      try {
        chunk = &insert(load, waiters);
      } catch (...) {
        error = std::current_exception();
      }
    }
    ++(error ? counters_.failures : counters_.decodes);
    store_.release(load);
  }
  changed_.notify_all();
  for (const Waiter& waiter : waiters) {
    waiter.tell(chunk == nullptr ? ChunkPin() : ChunkPin(*this, *chunk), error);
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
    is_awaited = store_.unpin(chunk) && queue_.next_demand() != nullptr;
  }
  if (is_awaited) {
    changed_.notify_all();
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
  }
  changed_.notify_all();
  for (const Waiters& waiters : dropped) {
    for (const Waiter& waiter : waiters) {
      waiter.tell({}, abandoned());
    }
  }
}

void ChunkCache::drop() {
  const MutexLock lock(mutex_);
  store_.give_back();
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
