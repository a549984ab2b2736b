// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Threads for work that can wait for the source, so that the threads that take
// the kernel's requests stay free.  They are started when work waits, up to a
// bound; work beyond that waits in order.  Thread-safe.
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
  // Called once.  kAbandon means that the threads are stopping: the task
  // reports that and does not touch the source.  Must not throw.
  using Task = std::function<void(Order)>;

  // Requires: `most` > 0.
  explicit SourceThreads(std::size_t most) : most_(most) {}
  SourceThreads(const SourceThreads&) = delete;
  SourceThreads& operator=(const SourceThreads&) = delete;
  // Calls stop().
  ~SourceThreads() { stop(); }

  // Runs the task on the calling thread if there is no other and none can be
  // started.
  // Throws: std::bad_alloc; the task is not called then.
  void submit(Task task);

  // Waits for running tasks; abandons waiting tasks and later ones.
  // Requires: called by none of these threads.
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
