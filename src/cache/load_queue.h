// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Queues of loads that wait for a worker and for memory.  Demand loads and
// prefetches are in separate queues.  A demand load is a load for which a
// reader waits.  Not thread-safe: callers must hold the mutex that protects
// this object.
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "cache/chunk_key.h"

namespace mtscomp {

// `Load` must have a member function key().
template <typename Load>
class LoadQueue {
 public:
  using LoadPtr = std::unique_ptr<Load>;

  // The next two functions return the oldest demand load or the oldest
  // prefetch, or nullptr if no such load is queued.
  Load* next_demand() const { return next(demand_); }
  Load* next_prefetch() const { return next(prefetch_); }
  std::size_t n_prefetches() const { return prefetch_.size(); }
  // The next two functions remove and return that load.
  // Requires: a load of this kind must be queued.
  LoadPtr take_demand() { return take(demand_); }
  LoadPtr take_prefetch() { return take(prefetch_); }

  // Removes and returns the oldest prefetch for which `is_wanted` returns true,
  // or returns nullptr.
  template <typename Condition>
  LoadPtr take_prefetch_if(const Condition& is_wanted) {
    return take(std::find_if(prefetch_.begin(), prefetch_.end(), is_wanted));
  }
  // Removes and returns the newest prefetch, or returns nullptr.
  LoadPtr take_newest_prefetch() {
    return take(prefetch_.empty() ? prefetch_.end() : prefetch_.end() - 1);
  }

  void add_demand(LoadPtr load) { demand_.push_back(std::move(load)); }
  void add_prefetch(LoadPtr load) { prefetch_.push_back(std::move(load)); }

  // Turns the queued prefetch with this key into a demand load.  Returns true
  // if such a prefetch was queued, and false if not.
  bool promote(const ChunkKey& key) {
    const auto at = std::find_if(
        prefetch_.begin(), prefetch_.end(),
        [&key](const LoadPtr& load) { return load->key() == key; });
    if (at == prefetch_.end()) {
      return false;
    }
    demand_.push_back(std::move(*at));
    prefetch_.erase(at);
    return true;
  }

 private:
  using Loads = std::deque<LoadPtr>;

  static Load* next(const Loads& loads) {
    return loads.empty() ? nullptr : loads.front().get();
  }
  static LoadPtr take(Loads& loads) {
    LoadPtr load = std::move(loads.front());
    loads.pop_front();
    return load;
  }

  LoadPtr take(typename Loads::iterator at) {
    if (at == prefetch_.end()) {
      return nullptr;
    }
    LoadPtr load = std::move(*at);
    prefetch_.erase(at);
    return load;
  }

  Loads demand_;
  Loads prefetch_;
};

}  // namespace mtscomp
