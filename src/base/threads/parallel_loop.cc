// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/parallel_loop.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <thread>
#include <vector>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class ParallelLoop::Items {
 public:
  Items(std::size_t n_items, const Work& work)
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
  const Work& work_;
  std::atomic<std::size_t> next_ = 0;
  Mutex mutex_;
  std::exception_ptr error_ GUARDED_BY(mutex_);
};

// The helpers of one loop.  The destructor waits for them.
class ParallelLoop::Helpers {
 public:
  Helpers(std::atomic<std::size_t>& n_free, Items& items)
      : n_free_(n_free), items_(items) {}
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;
  ~Helpers() {
    const std::size_t n_started = threads_.size();
    threads_.clear();
    n_free_ += n_started;
  }

  void start() {
    try {
      threads_.reserve(threads_.size() + items_.n_left());
      for (std::size_t i = items_.n_left(); i > 0 && take(); --i) {
        add();
      }
    } catch (const std::exception&) {
      // The threads that there are run all items.
    }
  }

 private:
  bool take() {
    std::size_t n_free = n_free_;
    while (n_free > 0 && !n_free_.compare_exchange_weak(n_free, n_free - 1)) {
    }
    return n_free > 0;
  }

  void add() {
    try {
      threads_.emplace_back([this] {
        while (items_.run_next()) {
        }
      });
    } catch (...) {
      ++n_free_;
      throw;
    }
  }

  std::atomic<std::size_t>& n_free_;
  Items& items_;
  std::vector<std::jthread> threads_;
};

void ParallelLoop::run(std::size_t n_items, const Work& work) {
  using Clock = std::chrono::steady_clock;
  constexpr Clock::duration kSlow = std::chrono::milliseconds(1);
  Items items(n_items, work);
  {
    Helpers helpers(n_free_, items);
    Clock::time_point start = Clock::now();
    while (items.run_next()) {
      const Clock::time_point end = Clock::now();
      if (end - start > kSlow) {
        helpers.start();
      }
      start = end;
    }
  }
  items.rethrow();
}

}  // namespace mtscomp
