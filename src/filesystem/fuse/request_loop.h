// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Threads that receive and process the kernel's requests.  If all threads are
// busy, a new thread is started, up to a maximum number of threads.
//
// Every new thread needs memory for a buffer.  If there is no memory, libfuse's
// own loop ends the session.  In this loop, the existing threads continue.
#pragma once

#include <pthread.h>

#include <chrono>
#include <cstddef>
#include <vector>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

class RequestLoop {
 public:
  // `wake_up` is the number of a signal that only interrupts system calls.
  // Requires: `session` must outlive this object.  `max_threads` must be above
  // 0.
  RequestLoop(fuse_session* session, std::size_t max_threads, int wake_up)
      : session_(session), max_threads_(max_threads), wake_up_(wake_up) {}
  RequestLoop(const RequestLoop&) = delete;
  RequestLoop& operator=(const RequestLoop&) = delete;

  // Serves requests until the session has ended.  The calling thread serves
  // too.  Returns 0 if the session has ended normally.  Returns a negative
  // errno if receiving a request failed.
  int run();

 private:
  using Clock = std::chrono::steady_clock;
  // Pause before the next attempt to start a thread, after an attempt has
  // failed.
  static constexpr Clock::duration kRetry = std::chrono::seconds(1);

  void serve(bool is_first);
  bool take_and_process(fuse_buf& buffer, bool is_first);
  void begin_request();
  void end_request();
  void start_thread() REQUIRES_LOCK(mutex_);
  void delay_next_start();
  void fail(int error);
  void enter();
  void leave();
  void stop_all();

  fuse_session* const session_;
  const std::size_t max_threads_;
  const int wake_up_;
  Mutex mutex_;
  ConditionVariable changed_;
  std::size_t n_threads_ GUARDED_BY(mutex_) = 0;  // Running threads.
  std::size_t n_idle_ GUARDED_BY(mutex_) = 0;
  int error_ GUARDED_BY(mutex_) = 0;
  Clock::time_point next_start_ GUARDED_BY(mutex_);
  std::vector<pthread_t> serving_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
