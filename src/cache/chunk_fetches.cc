// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The first of two steps of a load: its compressed bytes are fetched.

#include <new>
#include <stdexcept>
#include <utility>

#include "cache/chunk_cache.h"

namespace mtscomp {

void ChunkCache::serve_fetches() {
  while (const std::optional<FetchQueue::Part> part = wait_for_part()) {
    std::exception_ptr error;
    try {
      part->fetch();
    } catch (...) {
      error = std::current_exception();
    }
    end_part(*part, error);
  }
}

std::optional<FetchQueue::Part> ChunkCache::wait_for_part() {
  const MutexLock lock(mutex_);
  while (!stopping_) {
    if (const auto part = find_part()) {
      return part;
    }
    fetches_changed_.wait(mutex_);
  }
  return std::nullopt;
}

std::optional<FetchQueue::Part> ChunkCache::find_part() {
  std::optional<FetchQueue::Part> part = fetches_.next_part();
  if (!part) {
    start_demand_fetch();
    part = fetches_.next_part();
  }
  if (!part) {
    start_prefetch();
    part = fetches_.next_part();
  }
  return part;
}

void ChunkCache::start_demand_fetch() {
  ChunkLoad* const demand = fetches_.next_demand();
  if (demand == nullptr) {
    return;
  }
  demand->is_prefetch_ = false;  // A promoted prefetch is a demand load.
  demand->asked_ = in_flight_.at(demand->key_).front().since;
  try {
    while (!store_.reserve_fetch(*demand)) {
      // The newest prefetch is probably the one that is read last.
      const LoadPtr fetched = queue_.take_newest_prefetch();
      if (!fetched) {
        return;
      }
      drop(fetched, "dropped: a reader needs the memory");
    }
  } catch (const std::bad_alloc&) {  // The fetch itself fails and reports it.
  }
  fetches_.start_demand();
}

void ChunkCache::start_prefetch() {
  const ChunkStore& store = store_;
  const auto is_forgotten = [&store](const LoadPtr& load) {
    return load->has_two_steps() && store.is_forgotten(*load);
  };
  while (ChunkLoad* const next = fetches_.next_prefetch()) {
    try {
      if (store_.reserve_fetch(*next)) {
        next->asked_ = Clock::now();
        fetches_.start_prefetch();
        return;
      }
    } catch (const std::bad_alloc&) {  // Dropped.
    }
    if (const LoadPtr forgotten = queue_.take_prefetch_if(is_forgotten)) {
      drop(forgotten, "evicted: fetched, never read");
    } else {
      drop(fetches_.drop_prefetch(), "not prefetched: no free memory");
    }
  }
}

void ChunkCache::end_part(const FetchQueue::Part& part,
                          const std::exception_ptr& error) {
  std::optional<FetchQueue::Ended> ended;
  {
    const MutexLock lock(mutex_);
    // After stop(), no thread takes the parts that are left.
    ended = fetches_.end(part, stopping_ ? abandoned_load() : error);
    if (ended && !ended->error) {
      const auto waiters = in_flight_.find(ended->load->key_);
      if (waiters != in_flight_.end() && !waiters->second.empty()) {
        queue_.add_demand(std::move(ended->load));
      } else {
        queue_.add_prefetch(std::move(ended->load));
      }
    }
  }
  if (ended && ended->error) {
    fail(*ended->load, ended->error);
  } else if (ended) {
    changed_.notify_all();
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
