// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads that wait for a worker and for memory.  Demand loads and prefetches are
// in separate queues.  A demand load is a load for which a reader waits.  Not
// thread-safe: the owner must hold its mutex.
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "cache/chunk_key.h"

namespace mtscomp {

// `Load` has a member function key().
template <typename Load>
class LoadQueue {
 public:
  using LoadPtr = std::unique_ptr<Load>;

  // Return the next load of this kind, or nullptr if there is none.
  Load* next_demand() const { return next(demand_); }
  Load* next_prefetch() const { return next(prefetch_); }
  // Requires: there is a load of this kind.
  LoadPtr take_demand() { return take(demand_); }
  LoadPtr take_prefetch() { return take(prefetch_); }

  void add_demand(LoadPtr load) { demand_.push_back(std::move(load)); }
  void add_prefetch(LoadPtr load) { prefetch_.push_back(std::move(load)); }

  // Turns a queued prefetch into a demand load.  Returns false if no prefetch
  // of this key is queued.
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

  Loads demand_;
  Loads prefetch_;
};

}  // namespace mtscomp
