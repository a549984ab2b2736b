// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/pack_tree.h"

#include <deque>
#include <utility>

#include "archive/pack_tree/pack_one.h"
#include "base/files/output/mirror_directory.h"
#include "base/threads/thread_pool.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {
namespace {

// Passes outcomes from the packing threads to the thread that reports them.
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

using OneFunction = PackOutcome (*)(const RecordingFiles&,
                                    const PackTreeOptions&,
                                    const std::optional<Directory>& output,
                                    std::stop_source&);

void for_each_recording(const std::vector<RecordingFiles>& recordings,
                        const PackTreeOptions& options,
                        const std::optional<Directory>& output,
                        const std::stop_token& stop, OneFunction function,
                        const OnPackOutcome& on_outcome) {
  // A stop is requested by the caller, by the stop file, on a full disk, or if
  // on_outcome throws.
  std::stop_source our_stop;
  const std::stop_callback forward(stop, [&] { our_stop.request_stop(); });
  OutcomeQueue queue;
  ThreadPool jobs(options.n_jobs);
  std::size_t n_submitted = 0;
  for (const RecordingFiles& files : recordings) {
    if (!files.raw_name.empty() && options.shard.contains(files.shard_key())) {
      ++n_submitted;
      jobs.submit([&](std::size_t) {
        queue.put(function(files, options, output, our_stop));
      });
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

}  // namespace

std::string_view serialize_pack_status(PackStatus status) {
  switch (status) {
    case PackStatus::kPacked:
      return "packed";
    case PackStatus::kDone:
      return "done";
    case PackStatus::kYoung:
      return "young";
    case PackStatus::kSymlink:
      return "symlink";
    case PackStatus::kStopped:
      return "stopped";
    case PackStatus::kPlanned:
      return "planned";
    case PackStatus::kFailed:
      break;
  }
  return "failed";
}

void pack_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome) {
  std::optional<Directory> output;
  if (!options.output_directory.empty() && !recordings.empty()) {
    output = mirror_root(*recordings.front().tree, options.output_directory);
  }
  for_each_recording(recordings, options, output, stop, &pack_one, on_outcome);
}

void plan_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome) {
  std::optional<Directory> output;
  if (is_there(options.output_directory)) {
    output = Directory::open(options.output_directory);
  }
  for_each_recording(recordings, options, output, stop, &plan_one, on_outcome);
}

}  // namespace mtscomp
