// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/request_loop.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <thread>

#include "filesystem/fuse/kernel/request_trace.h"

namespace mtscomp {

int RequestLoop::run() {
  {
    const MutexLock lock(mutex_);
    ++n_threads_;
    ++n_idle_;
  }
  serve(true);
  stop_all();
  const MutexLock lock(mutex_);
  return error_;
}

void RequestLoop::serve(bool is_first) {
  enter();
  fuse_buf buffer = {};
  while (fuse_session_exited(session_) == 0 &&
         take_and_process(buffer, is_first)) {
  }
  std::free(buffer.mem);  // Allocated by libfuse.
  leave();
}

// Returns false if this thread must end.
bool RequestLoop::take_and_process(fuse_buf& buffer, bool is_first) {
  const int size = fuse_session_receive_buf(session_, &buffer);
  if (size > 0) {
    begin_request();
    if ((buffer.flags & FUSE_BUF_IS_FD) == 0) {
      trace_request({static_cast<const std::byte*>(buffer.mem),
                     static_cast<std::size_t>(size)});
    }
    fuse_session_process_buf(session_, &buffer);
    end_request();
    return true;
  }
  if (size == -EINTR || size == -EAGAIN) {
    return true;
  }
  if (size == -ENOMEM && !is_first) {
    delay_next_start();
    return false;
  }
  fail(size);
  return false;
}

void RequestLoop::begin_request() {
  const MutexLock lock(mutex_);
  if (--n_idle_ == 0 && n_threads_ < max_threads_ &&
      Clock::now() >= next_start_) {
    start_thread();
  }
}

void RequestLoop::end_request() {
  const MutexLock lock(mutex_);
  ++n_idle_;
}

// If no thread can be started, the others serve, only more slowly.
void RequestLoop::start_thread() {
  try {
    std::thread([this] { serve(false); }).detach();  // run() waits for it.
    ++n_threads_;
    ++n_idle_;
  } catch (const std::exception&) {
    next_start_ = Clock::now() + kRetry;
  }
}

void RequestLoop::delay_next_start() {
  const MutexLock lock(mutex_);
  next_start_ = Clock::now() + kRetry;
}

// `error` is 0 if the file system was unmounted.
void RequestLoop::fail(int error) {
  const MutexLock lock(mutex_);
  error_ = error;
  fuse_session_exit(session_);
}

void RequestLoop::enter() {
  const MutexLock lock(mutex_);
  serving_.push_back(pthread_self());
}

void RequestLoop::leave() {
  const MutexLock lock(mutex_);
  --n_threads_;
  --n_idle_;
  std::erase(serving_, pthread_self());
  changed_.notify_all();
}

// Signals are sent again and again: a signal that arrives just before a thread
// waits does not interrupt it.
void RequestLoop::stop_all() {
  constexpr std::chrono::milliseconds kPause(10);
  const MutexLock lock(mutex_);
  while (n_threads_ > 0) {
    for (const pthread_t thread : serving_) {
      pthread_kill(thread, wake_up_);
    }
    changed_.wait_for(mutex_, kPause);
  }
}

}  // namespace mtscomp
