// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/thread_pool.h"

#include <fmt/format.h>

#include <csignal>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Blocks all signals for the lifetime of the object.  New threads inherit the
// signal mask of the thread that starts them.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous_);
  }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }

 private:
  sigset_t previous_ = {};
};

}  // namespace

ThreadPool::ThreadPool(std::size_t n_threads) {
  const BlockedSignals blocked;
  threads_.reserve(n_threads);
  try {
    for (std::size_t i = 0; i < n_threads; ++i) {
      threads_.emplace_back([this, i] { run(i); });
    }
  } catch (const std::system_error& error) {
    stop();  // Destroying a std::thread that runs would end the process.
    throw_system_error(
        error.code().value(),
        fmt::format("cannot start {} threads: memory or the limit of "
                    "processes allows only {}; use fewer threads (-p, or -o "
                    "workers of mtscompfs)",
                    n_threads, threads_.size()));
  } catch (...) {
    stop();
    throw;
  }
}

ThreadPool::~ThreadPool() { stop(); }

void ThreadPool::submit(Task task) {
  {
    const MutexLock lock(mutex_);
    if (stopping_) {
      return;
    }
    waiting_.push_back(std::move(task));
  }
  changed_.notify_one();
}

void ThreadPool::stop() {
  std::deque<Task> dropped;
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    dropped.swap(waiting_);
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) {
      thread.join();
    }
  }
}

void ThreadPool::run(std::size_t thread_index) {
  Task task;
  while (wait_for_task(task)) {
    task(thread_index);
    task = nullptr;  // Destroys the captured objects before the next wait.
  }
}

bool ThreadPool::wait_for_task(Task& task) {
  const MutexLock lock(mutex_);
  while (waiting_.empty() && !stopping_) {
    changed_.wait(mutex_);
  }
  if (stopping_) {
    return false;
  }
  task = std::move(waiting_.front());
  waiting_.pop_front();
  return true;
}

}  // namespace mtscomp
