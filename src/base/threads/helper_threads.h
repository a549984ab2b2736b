// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Threads that help others with work that consists of items, as long as fewer
// than a given number of threads are busy.  Thread-safe.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <vector>

#include "base/threads/thread_pool.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

class HelperThreads {
 public:
  // Called once for each item, on several threads at the same time.  `thread`
  // is 0 on the thread that called run(), and 1 to n_helpers() on helpers.
  using Work = std::function<void(std::size_t item, std::size_t thread)>;

  struct Outcome {
    std::size_t n_threads = 1;  // Helpers that had an item, and the caller.
    // Threads that were idle when run() was called, at most n_items - 1.
    std::size_t n_idle = 0;
  };

  // While it exists, the thread that made it counts as busy.
  class Busy {
   public:
    explicit Busy(HelperThreads& threads);
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
    ~Busy();

   private:
    HelperThreads& threads_;
  };

  // Starts max_busy - 1 helpers.  Requires: max_busy > 0.
  // Throws: std::system_error if a thread cannot be started; std::bad_alloc.
  explicit HelperThreads(std::size_t max_busy);
  HelperThreads(const HelperThreads&) = delete;
  HelperThreads& operator=(const HelperThreads&) = delete;
  // Requires: no call of run() is in progress.
  ~HelperThreads();

  std::size_t n_helpers() const { return threads_.n_threads(); }

  // Runs all items, on this thread and on helpers: whenever fewer than max_busy
  // threads are busy and an item is left, a helper takes it.
  // Requires: the caller holds a Busy.
  // Throws: the first exception of `work`; the remaining items are not run.
  Outcome run(std::size_t n_items, const Work& work);

 private:
  struct Job {
    std::size_t n_items;
    const Work& work;
    std::size_t next = 0;
    std::size_t n_helping = 0;  // Helpers that still use this object.
    Outcome outcome = {};
    std::exception_ptr error = {};

    bool has_item() const { return next < n_items && !error; }
  };

  // An item of a job.  `job` is null if there is none.
  struct Task {
    Job* job = nullptr;
    std::size_t item = 0;
  };

  void stop();
  void help(std::size_t thread);
  Task wait_for_task();
  Task find_task() REQUIRES_LOCK(mutex_);
  std::optional<std::size_t> next_item(Job& job);
  void run_item(Job& job, std::size_t item, std::size_t thread);

  const std::size_t max_busy_;
  Mutex mutex_;
  ConditionVariable changed_;
  std::size_t n_busy_ GUARDED_BY(mutex_) = 0;
  std::vector<Job*> jobs_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  ThreadPool threads_;  // Uses all members above.
};

}  // namespace mtscomp
