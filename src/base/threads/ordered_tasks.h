// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs tasks on a pool in any order and returns their results in the order of
// submission.  Not thread-safe: the same thread must submit all tasks and take
// all results.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <utility>

#include "base/threads/thread_pool.h"

namespace mtscomp {

template <typename Result>
class OrderedTasks {
 public:
  // Requires: `pool` must outlive this object.  All objects that the tasks use
  // must outlive `pool`.
  OrderedTasks(ThreadPool& pool, std::size_t max_in_flight)
      : pool_(pool), max_in_flight_(max_in_flight) {}

  // Returns true if the results of all submitted tasks were taken.
  bool is_empty() const { return results_.empty(); }
  // Returns true if max_in_flight tasks were submitted and not yet taken.
  bool is_full() const { return results_.size() == max_in_flight_; }

  // Adds a task, which is called with the index of its thread.  `task` may
  // throw, and may be move-only.
  // Requires: is_full() must be false.
  template <typename Task>
  void submit(Task task) {
    // The pool copies its tasks.  A shared pointer can always be copied, but
    // `task` can be move-only.
    const auto shared =
        std::make_shared<std::packaged_task<Result(std::size_t)>>(
            std::move(task));
    results_.push_back(shared->get_future());
    pool_.submit([shared](std::size_t thread) { (*shared)(thread); });
  }

  // Waits for the oldest task and returns its result.  Throws: the exception of
  // the task.
  // Requires: is_empty() must be false.
  Result take_oldest() {
    std::future<Result> oldest = std::move(results_.front());
    results_.pop_front();
    return oldest.get();
  }

 private:
  ThreadPool& pool_;
  std::size_t max_in_flight_;
  std::deque<std::future<Result>> results_;
};

}  // namespace mtscomp
