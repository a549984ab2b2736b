// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Threads for tasks that may wait for the source, which keeps the request
// threads free.  A thread is started when a task waits, up to a limit.  Further
// tasks wait in order.  Thread-safe.
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
  // Called once.  kAbandon: the threads are stopping, and the task must report
  // this without using the source.  Must not throw.
  using Task = std::function<void(Order)>;

  // Requires: `most` > 0.
  explicit SourceThreads(std::size_t most) : most_(most) {}
  SourceThreads(const SourceThreads&) = delete;
  SourceThreads& operator=(const SourceThreads&) = delete;
  // Calls stop().
  ~SourceThreads() { stop(); }

  // Runs the task on the calling thread if there is no source thread and none
  // can be started.  After stop(), abandons it.
  // Throws: std::bad_alloc; the task is not called then.
  void submit(Task task);

  // Waits for running tasks; abandons waiting and later tasks.
  // Requires: not called by a source thread.
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
