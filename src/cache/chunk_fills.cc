// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The last step of a load: a worker fills the chunk.

#include <new>
#include <utility>

#include "cache/chunk_cache.h"

namespace mtscomp {

void ChunkCache::serve(std::size_t worker) {
  while (const LoadPtr load = wait_for_start()) {
    run(*load, worker);
  }
}

void ChunkCache::run(ChunkLoad& load, std::size_t worker) {
  if (!load.has_two_steps()) {
    load.start_ = Clock::now();
  }
  std::exception_ptr error;
  try {
    load.steps_.fill(load, worker);
  } catch (...) {
    error = std::current_exception();
  }
  end(load, std::move(error));
}

ChunkCache::LoadPtr ChunkCache::wait_for_start() {
  while (true) {
    LoadPtr load;
    bool is_over = false;
    std::vector<CacheEvent> events;
    {
      const MutexLock lock(mutex_);
      load = wait_for_start_or_events();
      is_over = stopping_;
      events = log_.take();
    }
    write_log(events);
    if (load || is_over) {
      return load;
    }
  }
}

ChunkCache::LoadPtr ChunkCache::wait_for_start_or_events() {
  while (!stopping_ && log_.empty()) {
    if (LoadPtr load = find_start()) {
      return load;
    }
    if (log_.empty() && !changed_.wait_for(mutex_, options_.idle_timeout)) {
      evict_if_idle();
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
  } catch (const std::bad_alloc&) {  // The load itself fails and reports it.
    store_.take_back_fill(*demand);
  }
  demand->is_prefetch_ = false;  // A promoted prefetch is a demand load.
  ++n_running_demand_;
  return queue_.take_demand();
}

ChunkCache::LoadPtr ChunkCache::find_prefetch_start() {
  while (ChunkLoad* const next = queue_.next_prefetch()) {
    if (n_running_demand_ + n_running_prefetch_ >= options_.n_loads) {
      return nullptr;
    }
    if (try_reserve_ahead(*next)) {
      ++n_running_prefetch_;
      ++counters_.prefetch.issued;
      return queue_.take_prefetch();
    }
    if (next->has_two_steps()) {
      return nullptr;  // The fetched bytes wait for memory.
    }
    drop(queue_.take_prefetch(), "not prefetched: no free memory");
  }
  return nullptr;
}

bool ChunkCache::try_reserve_ahead(ChunkLoad& load) {
  try {
    return store_.reserve_ahead(load);
  } catch (const std::bad_alloc&) {
    store_.take_back_fill(load);
    return false;
  }
}

void ChunkCache::end(ChunkLoad& load, std::exception_ptr error) {
  Waiters waiters;
  Clock::time_point now;
  CachedChunk* chunk = nullptr;
  {
    const MutexLock lock(mutex_);
    now = Clock::now();  // Not before any waiter's `since`.
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
    count(waiters, load.start_, now);
    store_.take_back(load);
  }
  notify_all();
  tell(waiters, chunk, error, now);
}

}  // namespace mtscomp
