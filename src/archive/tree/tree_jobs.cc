// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/tree/tree_jobs.h"

#include <cstddef>
#include <deque>
#include <utility>

#include "base/files/output/mirror_directory.h"
#include "base/threads/thread_pool.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {
namespace {

// Passes outcomes from the threads of the jobs to the thread that reports them.
class OutcomeQueue {
 public:
  void put(PackOutcome outcome) {
    {
      const MutexLock lock(mutex_);
      outcomes_.push_back(std::move(outcome));
    }
    changed_.notify_one();
  }

  PackOutcome take() {
    const MutexLock lock(mutex_);
    while (outcomes_.empty()) {
      changed_.wait(mutex_);
    }
    PackOutcome outcome = std::move(outcomes_.front());
    outcomes_.pop_front();
    return outcome;
  }

 private:
  Mutex mutex_;
  ConditionVariable changed_;
  std::deque<PackOutcome> outcomes_ GUARDED_BY(mutex_);
};

}  // namespace

void run_jobs(const std::vector<RecordingFiles>& recordings,
              const TreeOptions& options, const std::stop_token& stop,
              bool (*is_wanted)(const RecordingFiles&), const TreeJob& job,
              const OnPackOutcome& on_outcome) {
  // A stop is requested by the caller, by the stop file, on a full disk, or if
  // on_outcome throws.
  std::stop_source our_stop;
  const std::stop_callback forward(stop, [&] { our_stop.request_stop(); });
  OutcomeQueue queue;
  ThreadPool jobs(options.n_jobs);
  std::size_t n_submitted = 0;
  for (const RecordingFiles& files : recordings) {
    if (is_wanted(files) && options.shard.contains(files.shard_key())) {
      ++n_submitted;
      jobs.submit([&](std::size_t) { queue.put(job(files, our_stop)); });
    }
  }
  try {
    for (std::size_t i = 0; i < n_submitted; ++i) {
      on_outcome(queue.take());
    }
  } catch (...) {
    our_stop.request_stop();
    throw;
  }
}

std::optional<Directory> make_output_root(
    const std::vector<RecordingFiles>& recordings, const TreeOptions& options) {
  if (options.output_directory.empty() || recordings.empty()) {
    return std::nullopt;
  }
  return mirror_root(*recordings.front().tree, options.output_directory);
}

std::optional<Directory> find_output_root(const TreeOptions& options) {
  return is_there(options.output_directory)
             ? std::optional(Directory::open(options.output_directory))
             : std::nullopt;
}

}  // namespace mtscomp
