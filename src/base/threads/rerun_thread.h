// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A thread that runs a task on request.  All requests during a run together
// cause one more run.  Thread-safe.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class RerunThread {
 public:
  // Requires: the task must not throw, and must end soon after a stop request.
  explicit RerunThread(std::function<void(const std::stop_token&)> task);
  RerunThread(const RerunThread&) = delete;
  RerunThread& operator=(const RerunThread&) = delete;
  // Calls request_stop(), and waits for a running task.
  ~RerunThread();

  // Requests a run.  Does not wait.
  void run();

  // Requests a stop of the running task.  The task does not run again.  Does
  // not wait.
  void request_stop();

  // Returns true if the task is running, or if a run was requested.
  bool is_busy() const;

 private:
  void work(const std::stop_token& stop);
  bool wait_until_asked(const std::stop_token& stop);

  const std::function<void(const std::stop_token&)> task_;
  mutable Mutex mutex_;
  ConditionVariable changed_;
  bool is_asked_ GUARDED_BY(mutex_) = false;
  bool is_running_ GUARDED_BY(mutex_) = false;
  std::jthread thread_;
};

}  // namespace mtscomp
