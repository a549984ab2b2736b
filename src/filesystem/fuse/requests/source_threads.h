// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Threads for tasks that may wait for the source, so request threads need not
// wait.  If all threads are busy, a new thread is started, up to a maximum
// number of threads.  Further tasks wait in order.  Thread-safe.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class SourceThreads {
 public:
  enum class Order { kDo, kAbandon };
  // A task is called once and must not throw.  kAbandon means that the threads
  // are stopping.  The task must then reply with an error, without using the
  // source.
  using Task = std::function<void(Order)>;

  // `most` is the maximum number of threads.
  // Requires: `most` must be above 0.
  explicit SourceThreads(std::size_t most) : most_(most) {}
  SourceThreads(const SourceThreads&) = delete;
  SourceThreads& operator=(const SourceThreads&) = delete;
  // Calls stop().
  ~SourceThreads() { stop(); }

  // Runs the task on a source thread.  If there is no source thread, and
  // starting a source thread fails, runs the task on the calling thread.  After
  // stop(), calls the task with kAbandon.
  // Throws: std::bad_alloc.  In this case, the task was not called.
  void submit(Task task);

  // Waits for running tasks.  Calls waiting tasks and later tasks with
  // kAbandon.
  // Requires: a source thread must not call this.
  void stop();

 private:
  bool has_thread() REQUIRES_LOCK(mutex_);
  void run();
  Task wait_for_task();

  const std::size_t most_;
  Mutex mutex_;
  ConditionVariable changed_;
  std::deque<Task> waiting_ GUARDED_BY(mutex_);
  std::size_t n_idle_ GUARDED_BY(mutex_) = 0;
  bool stopping_ GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
