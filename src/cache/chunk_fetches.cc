// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The first of two steps of a load: its compressed bytes are fetched.

#include <new>
#include <stdexcept>
#include <utility>

#include "cache/chunk_cache.h"

namespace mtscomp {

void ChunkCache::serve_fetches() {
  while (LoadPtr load = wait_for_fetch()) {
    std::exception_ptr error;
    try {
      load->steps_.fetch(*load);
    } catch (...) {
      error = std::current_exception();
    }
    end_fetch(std::move(load), std::move(error));
  }
}

ChunkCache::LoadPtr ChunkCache::wait_for_fetch() {
  const MutexLock lock(mutex_);
  while (!stopping_) {
    if (LoadPtr load = find_demand_fetch()) {
      return load;
    }
    if (LoadPtr load = find_prefetch()) {
      return load;
    }
    fetches_changed_.wait(mutex_);
  }
  return nullptr;
}

ChunkCache::LoadPtr ChunkCache::find_demand_fetch() {
  ChunkLoad* const demand = fetches_.next_demand();
  if (demand == nullptr) {
    return nullptr;
  }
  demand->is_prefetch_ = false;  // A promoted prefetch is a demand load.
  demand->asked_ = in_flight_.at(demand->key_).front().since;
  try {
    while (!store_.reserve_fetch(*demand)) {
      // The newest prefetch is probably the one that is read last.
      const LoadPtr fetched = queue_.take_newest_prefetch();
      if (!fetched) {
        return nullptr;
      }
      drop(fetched, "dropped: a reader needs the memory");
    }
  } catch (const std::bad_alloc&) {  // The fetch itself fails and reports it.
  }
  return fetches_.start_demand();
}

ChunkCache::LoadPtr ChunkCache::take_forgotten() {
  // A lambda is checked without the lock that its caller holds.
  return queue_.take_prefetch_if([store = &store_](const LoadPtr& load) {
    return load->has_two_steps() && store->is_forgotten(*load);
  });
}

ChunkCache::LoadPtr ChunkCache::find_prefetch() {
  while (ChunkLoad* const next = fetches_.next_prefetch()) {
    try {
      if (store_.reserve_fetch(*next)) {
        next->asked_ = Clock::now();
        return fetches_.start_prefetch();
      }
    } catch (const std::bad_alloc&) {  // Dropped.
    }
    drop(fetches_.drop_prefetch(), "not prefetched: no free memory");
  }
  return nullptr;
}

void ChunkCache::end_fetch(LoadPtr load, std::exception_ptr error) {
  load->fetch_time_ = Clock::now() - load->start_;
  {
    const MutexLock lock(mutex_);
    fetches_.end(*load);
    if (stopping_) {
      error = abandoned_load();
    }
    if (!error) {
      const auto waiters = in_flight_.find(load->key_);
      if (waiters != in_flight_.end() && !waiters->second.empty()) {
        queue_.add_demand(std::move(load));
      } else {
        queue_.add_prefetch(std::move(load));
      }
    }
  }
  if (error) {
    fail(*load, error);
  } else {
    notify_all();
  }
}

void ChunkCache::fail(ChunkLoad& load, const std::exception_ptr& error) {
  Waiters waiters;
  Clock::time_point now;
  {
    const MutexLock lock(mutex_);
    now = Clock::now();
    waiters = take_waiters(load.key_);
    ++counters_.failures;
    count(waiters, load.start_, now);
    store_.take_back(load);
  }
  notify_all();
  tell(waiters, nullptr, error, now);
}

std::exception_ptr ChunkCache::abandoned_load() {
  return std::make_exception_ptr(
      std::runtime_error("the cache was stopped; the chunk was not loaded"));
}

}  // namespace mtscomp
