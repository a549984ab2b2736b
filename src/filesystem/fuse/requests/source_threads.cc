// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/source_threads.h"

#include <exception>
#include <utility>

namespace mtscomp {

void SourceThreads::submit(Task task) {
  Order order = Order::kAbandon;
  {
    const MutexLock lock(mutex_);
    if (!stopping_) {
      order = Order::kDo;
      waiting_.push_back(std::move(task));
      if (has_thread()) {
        changed_.notify_one();
        return;
      }
      task = std::move(waiting_.back());
      waiting_.pop_back();
    }
  }
  task(order);
}

// Starts a thread if all are busy.  If that fails, the task waits for another
// thread.  Returns false if there is none.
bool SourceThreads::has_thread() {
  if (waiting_.size() <= n_idle_ || threads_.size() == most_) {
    return true;
  }
  try {
    threads_.emplace_back([this] { run(); });
    ++n_idle_;
  } catch (const std::exception&) {
    return !threads_.empty();
  }
  return true;
}

void SourceThreads::run() {
  while (const Task task = wait_for_task()) {
    task(Order::kDo);
    const MutexLock lock(mutex_);
    ++n_idle_;
  }
}

// Returns an empty task when the threads must stop.
SourceThreads::Task SourceThreads::wait_for_task() {
  const MutexLock lock(mutex_);
  while (waiting_.empty() && !stopping_) {
    changed_.wait(mutex_);
  }
  --n_idle_;
  if (stopping_) {
    return nullptr;
  }
  Task task = std::move(waiting_.front());
  waiting_.pop_front();
  return task;
}

void SourceThreads::stop() {
  std::deque<Task> abandoned;
  std::vector<std::thread> threads;
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    abandoned.swap(waiting_);
    threads.swap(threads_);
  }
  changed_.notify_all();
  for (const Task& task : abandoned) {
    task(Order::kAbandon);
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
}

}  // namespace mtscomp
