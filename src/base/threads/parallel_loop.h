// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs loops whose iterations may wait for a server on several threads.
// Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace mtscomp {

class ParallelLoop {
 public:
  using Work = std::function<void(std::size_t item)>;

  // `n_threads` is the number of threads that a loop uses.  All loops that run
  // at the same time share n_threads - 1 helpers.
  // Requires: `n_threads` must be above 0.
  explicit ParallelLoop(std::size_t n_threads) : n_free_(n_threads - 1) {}
  ParallelLoop(const ParallelLoop&) = delete;
  ParallelLoop& operator=(const ParallelLoop&) = delete;

  // Calls work(i) for each i below `n_items`, and returns when all calls have
  // ended.  The calling thread runs the loop.  When a call has taken longer
  // than 1 ms, free helpers are started for the remaining items, so a loop
  // whose data is in memory starts no thread.  If no thread can be started, the
  // calling thread runs all items.
  // Requires: `work` may be called on several threads at the same time.
  // Throws: the first exception of `work`; the remaining items are not run.
  void run(std::size_t n_items, const Work& work);

 private:
  class Items;
  class Helpers;

  std::atomic<std::size_t> n_free_;  // Helpers that may be started.
};

}  // namespace mtscomp
