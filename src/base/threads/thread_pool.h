// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A fixed number of threads that run tasks in the order of submission.
//
// The threads block every signal.  So the main thread of a daemon receives all
// signals.  Thread-safe.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class ThreadPool {
 public:
  // A task is called with the index of its thread, 0 to n_threads - 1.  The
  // task can use the index to select objects that only this thread uses.  A
  // task must not throw.
  using Task = std::function<void(std::size_t thread_index)>;

  // Throws: std::system_error if a thread cannot be started.
  explicit ThreadPool(std::size_t n_threads);
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  // Calls stop().
  ~ThreadPool();

  std::size_t n_threads() const { return threads_.size(); }

  // Adds a task.  After stop(), the task is destroyed without running.
  void submit(Task task);

  // Waits for the running tasks and destroys the waiting tasks without running
  // them.
  // Requires: a thread of the pool must not call this.
  void stop();

 private:
  void run(std::size_t thread_index);
  bool wait_for_task(Task& task);

  Mutex mutex_;
  ConditionVariable changed_;
  std::deque<Task> waiting_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace mtscomp
