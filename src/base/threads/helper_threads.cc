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
  bool may_help = false;
  {
    const MutexLock lock(threads_.mutex_);
    --threads_.n_busy_;
    may_help = !threads_.jobs_.empty();
  }
  if (may_help) {
    threads_.changed_.notify_all();
  }
}

HelperThreads::HelperThreads(std::size_t max_busy)
    : max_busy_(max_busy), threads_(max_busy - 1) {
  try {
    for (std::size_t i = 1; i < max_busy; ++i) {
      threads_.submit([this](std::size_t index) { help(index + 1); });
    }
  } catch (...) {
    stop();  // The destructor does not run.
    throw;
  }
}

HelperThreads::~HelperThreads() { stop(); }

// The threads end, and are joined when threads_ is destroyed.
void HelperThreads::stop() {
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
  while (const std::optional<std::size_t> item = next_item(job)) {
    run_item(job, *item, 0);
  }
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

std::optional<std::size_t> HelperThreads::next_item(Job& job) {
  const MutexLock lock(mutex_);
  return job.has_item() ? std::optional(job.next++) : std::nullopt;
}

void HelperThreads::run_item(Job& job, std::size_t item, std::size_t thread) {
  try {
    job.work(item, thread);
  } catch (...) {
    const MutexLock lock(mutex_);
    if (!job.error) {
      job.error = std::current_exception();
    }
  }
}

HelperThreads::Task HelperThreads::find_task() {
  if (n_busy_ >= max_busy_) {
    return {};
  }
  const auto at = std::find_if(jobs_.begin(), jobs_.end(),
                               [](const Job* job) { return job->has_item(); });
  return at == jobs_.end() ? Task() : Task{*at, (*at)->next++};
}

// The first item of a job whose caller waits for this thread, or no job when
// this object ends.
HelperThreads::Task HelperThreads::wait_for_task() {
  const MutexLock lock(mutex_);
  while (!stopping_) {
    if (const Task task = find_task(); task.job != nullptr) {
      ++n_busy_;
      ++task.job->n_helping;
      ++task.job->outcome.n_threads;
      return task;
    }
    changed_.wait(mutex_);
  }
  return {};
}

void HelperThreads::help(std::size_t thread) {
  while (true) {
    const Task task = wait_for_task();
    if (task.job == nullptr) {
      return;
    }
    Job& job = *task.job;
    for (std::optional item = task.item; item; item = next_item(job)) {
      run_item(job, *item, thread);
    }
    {
      const MutexLock lock(mutex_);
      --n_busy_;
      --job.n_helping;
    }
    changed_.notify_all();
  }
}

}  // namespace mtscomp
