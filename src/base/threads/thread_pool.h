// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A fixed number of threads that run tasks in the order they were given.
//
// The threads block every signal, so that a daemon's main thread is the one
// that takes them.  Thread-safe.
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
  // A task is told which thread runs it, 0 .. n_threads - 1, so that it can use
  // what belongs to that thread.  It must not throw.
  using Task = std::function<void(std::size_t thread_index)>;

  // Requires: n_threads > 0.  Throws: std::system_error if one cannot start.
  explicit ThreadPool(std::size_t n_threads);
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  // As stop().
  ~ThreadPool();

  std::size_t n_threads() const { return threads_.size(); }

  // After stop(), the task is destroyed unrun.
  void submit(Task task);

  // Waits for the running tasks; destroys the waiting ones unrun.
  // Requires: not called by one of the pool's own threads.
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
