// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/parallel_loop.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

#include "mtscomp/base/mutex.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

class Loop {
 public:
  Loop(std::size_t n_items, const std::function<void(std::size_t)>& work)
      : n_items_(n_items), work_(work) {}

  // Returns false if no item is left.
  bool run_next() noexcept {
    const std::size_t item = next_.fetch_add(1);
    if (item >= n_items_) {
      return false;
    }
    try {
      work_(item);
    } catch (...) {
      fail();
    }
    return true;
  }

  std::size_t n_left() const {
    return n_items_ - std::min(n_items_, next_.load());
  }

  void rethrow() {
    const MutexLock lock(mutex_);
    if (error_) {
      std::rethrow_exception(error_);
    }
  }

 private:
  void fail() noexcept {
    next_ = n_items_;
    const MutexLock lock(mutex_);
    if (!error_) {
      error_ = std::current_exception();
    }
  }

  const std::size_t n_items_;
  const std::function<void(std::size_t)>& work_;
  std::atomic<std::size_t> next_ = 0;
  Mutex mutex_;
  std::exception_ptr error_ GUARDED_BY(mutex_);
};

void add_threads(std::vector<std::jthread>& threads, std::size_t n_threads,
                 Loop& loop) {
  try {
    while (threads.size() < n_threads) {
      threads.emplace_back([&loop] {
        while (loop.run_next()) {
        }
      });
    }
  } catch (const std::system_error&) {
    // The threads that there are run all items.
  }
}

}  // namespace

void run_parallel(std::size_t n_items, std::size_t n_threads,
                  const std::function<void(std::size_t)>& work) {
  constexpr Clock::duration kSlow = std::chrono::milliseconds(1);
  Loop loop(n_items, work);
  {
    std::vector<std::jthread> helpers;
    Clock::time_point start = Clock::now();
    while (loop.run_next()) {
      const Clock::time_point end = Clock::now();
      if (helpers.empty() && end - start > kSlow) {
        add_threads(helpers, std::min(n_threads - 1, loop.n_left()), loop);
      }
      start = end;
    }
  }
  loop.rethrow();
}

}  // namespace mtscomp
