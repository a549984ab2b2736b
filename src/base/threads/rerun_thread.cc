// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/rerun_thread.h"

#include <utility>

#include "base/threads/start_thread.h"

namespace mtscomp {

RerunThread::RerunThread(std::function<void(const std::stop_token&)> task)
    : task_(std::move(task)),
      thread_(
          start_thread([this](const std::stop_token& stop) { work(stop); })) {}

RerunThread::~RerunThread() { request_stop(); }

void RerunThread::run() {
  const MutexLock lock(mutex_);
  is_asked_ = !thread_.get_stop_token().stop_requested();
  changed_.notify_all();
}

void RerunThread::request_stop() {
  thread_.request_stop();
  const MutexLock lock(mutex_);
  is_asked_ = false;
  changed_.notify_all();
}

bool RerunThread::is_busy() const {
  const MutexLock lock(mutex_);
  return is_asked_ || is_running_;
}

void RerunThread::work(const std::stop_token& stop) {
  while (wait_until_asked(stop)) {
    task_(stop);
  }
}

bool RerunThread::wait_until_asked(const std::stop_token& stop) {
  const MutexLock lock(mutex_);
  is_running_ = false;
  while (!is_asked_ && !stop.stop_requested()) {
    changed_.wait(mutex_);
  }
  is_running_ = is_asked_;
  is_asked_ = false;
  return is_running_;
}

}  // namespace mtscomp
