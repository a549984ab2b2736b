// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/helper_threads.h"

#include <algorithm>

namespace mtscomp {

HelperThreads::Busy::Busy(HelperThreads& threads) : threads_(threads) {
  const MutexLock lock(threads_.mutex_);
  ++threads_.n_busy_;
}

HelperThreads::Busy::~Busy() {
  {
    const MutexLock lock(threads_.mutex_);
    --threads_.n_busy_;
  }
  threads_.changed_.notify_all();
}

HelperThreads::HelperThreads(std::size_t max_busy)
    : max_busy_(max_busy), threads_(max_busy - 1) {
  for (std::size_t i = 1; i < max_busy; ++i) {
    threads_.submit([this](std::size_t index) { help(index + 1); });
  }
}

HelperThreads::~HelperThreads() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

HelperThreads::Outcome HelperThreads::run(std::size_t n_items,
                                          const Work& work) {
  Job job = {.n_items = n_items, .work = work};
  {
    const MutexLock lock(mutex_);
    const std::size_t n_idle = max_busy_ - std::min(n_busy_, max_busy_);
    job.outcome.n_idle =
        std::min(n_idle, n_items - std::min<std::size_t>(n_items, 1));
    jobs_.push_back(&job);
  }
  changed_.notify_all();
  work_on(job, 0);
  const MutexLock lock(mutex_);
  std::erase(jobs_, &job);
  while (job.n_helping > 0) {
    changed_.wait(mutex_);
  }
  if (job.error) {
    std::rethrow_exception(job.error);
  }
  return job.outcome;
}

void HelperThreads::work_on(Job& job, std::size_t thread) {
  while (true) {
    std::size_t item = 0;
    {
      const MutexLock lock(mutex_);
      if (!job.has_item()) {
        return;
      }
      item = job.next++;
    }
    try {
      job.work(item, thread);
    } catch (...) {
      const MutexLock lock(mutex_);
      if (!job.error) {
        job.error = std::current_exception();
      }
    }
  }
}

HelperThreads::Job* HelperThreads::find_job() {
  if (n_busy_ >= max_busy_) {
    return nullptr;
  }
  const auto at = std::find_if(jobs_.begin(), jobs_.end(),
                               [](const Job* job) { return job->has_item(); });
  return at == jobs_.end() ? nullptr : *at;
}

// A job whose caller waits for this thread, or null when this object ends.
HelperThreads::Job* HelperThreads::wait_for_job() {
  const MutexLock lock(mutex_);
  while (!stopping_) {
    if (Job* const job = find_job()) {
      ++n_busy_;
      ++job->n_helping;
      ++job->outcome.n_threads;
      return job;
    }
    changed_.wait(mutex_);
  }
  return nullptr;
}

void HelperThreads::help(std::size_t thread) {
  while (Job* const job = wait_for_job()) {
    work_on(*job, thread);
    {
      const MutexLock lock(mutex_);
      --n_busy_;
      --job->n_helping;
    }
    changed_.notify_all();
  }
}

}  // namespace mtscomp
