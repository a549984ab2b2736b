// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs one job of a tree: stops it on request, limits its rate, and turns its
// exceptions into an outcome.  Not thread-safe: one object for each job.
#pragma once

#include <cstdint>
#include <ctime>
#include <functional>
#include <stop_token>
#include <string>

#include "mtscomp/archive/pack_outcome.h"
#include "mtscomp/archive/tree_options.h"

namespace mtscomp {

class JobControl {
 public:
  // Requires: `options` and `stop` outlive this object.
  JobControl(const TreeOptions& options, std::stop_source& stop)
      : options_(options), stop_(stop) {}

  // Calls `process` and stores its result in the outcome, or its exception, and
  // the time that it took.  The time of a planned job is not changed.  If the
  // disk is full, requests a stop of all jobs.
  void run(const std::function<PackStatus()>& process, PackOutcome& outcome);

  // Whether a stop was requested, or the stop file exists.
  bool is_stopped();
  std::stop_token token() const { return stop_.get_token(); }

  // Counts bytes read or written.  Waits if they exceed the rate.
  void pay(std::uint64_t n_bytes);
  // Like pay(), with the sum of all bytes of one pass so far.
  void pay_up_to(std::uint64_t n_done);

  // Whether min_age skips a recording with this modification time.  Adds a
  // warning if the time is in the future.
  bool is_young(const std::string& path, std::time_t modified,
                PackOutcome& outcome) const;

 private:
  const TreeOptions& options_;
  std::stop_source& stop_;
  std::uint64_t n_paid_ = 0;  // Bytes already counted by pay_up_to().
};

}  // namespace mtscomp
