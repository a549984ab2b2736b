// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// std::mutex with clang's thread-safety annotations.  `clang -Wthread-safety`
// proves that guarded members are used only under their lock.
// https://clang.llvm.org/docs/ThreadSafetyAnalysis.html
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define MTSCOMP_ANNOTATE(x) __attribute__((x))
#else
#define MTSCOMP_ANNOTATE(x)
#endif

#define GUARDED_BY(mutex) MTSCOMP_ANNOTATE(guarded_by(mutex))
#define REQUIRES_LOCK(mutex) MTSCOMP_ANNOTATE(requires_capability(mutex))

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

class MTSCOMP_ANNOTATE(capability("mutex")) Mutex {
 public:
  void lock() MTSCOMP_ANNOTATE(acquire_capability()) { mutex_.lock(); }
  void unlock() MTSCOMP_ANNOTATE(release_capability()) { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

class MTSCOMP_ANNOTATE(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) MTSCOMP_ANNOTATE(acquire_capability(mutex))
      : mutex_(mutex) {
    mutex_.lock();
  }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;
  ~MutexLock() MTSCOMP_ANNOTATE(release_capability()) { mutex_.unlock(); }

 private:
  Mutex& mutex_;
};

// A condition variable for threads that lock a Mutex.
class ConditionVariable {
 public:
  // Waits for a notification.  May return without a notification.
  // Requires: the caller must hold `mutex`.
  void wait(Mutex& mutex) MTSCOMP_ANNOTATE(requires_capability(mutex)) {
    condition_.wait(mutex);
  }
  // Like wait(), but waits at most `time`.  Returns false if `time` has passed
  // without a notification.
  bool wait_for(Mutex& mutex, std::chrono::milliseconds time)
      MTSCOMP_ANNOTATE(requires_capability(mutex)) {
    return condition_.wait_for(mutex, time) == std::cv_status::no_timeout;
  }
  void notify_one() { condition_.notify_one(); }
  void notify_all() { condition_.notify_all(); }

 private:
  std::condition_variable_any condition_;
};

}  // namespace mtscomp
