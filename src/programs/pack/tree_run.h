// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reports the outcomes of a run of mtscomp-pack or mtscomp-repack: on the
// terminal, in the log and in the summary.
#pragma once

#include <optional>
#include <string>

#include "base/json/json_log.h"
#include "mtscomp/archive/pack_outcome.h"
#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/rate_limit.h"
#include "programs/pack/pack_summary.h"
#include "programs/pack/pack_tree_options.h"

namespace mtscomp {

struct TreeRunOptions {
  bool is_repack = false;
  bool is_dry = false;
  bool is_quiet = false;
  bool is_debug = false;
};

class TreeRun {
 public:
  // Opens the log.
  // Throws: UsageError if the log has the name of a recording;
  // std::system_error.
  TreeRun(const TreeSettings& settings, const TreeRunOptions& options);

  // nullptr: no limit.
  RateLimit* rate_limit() { return rate_limit_ ? &*rate_limit_ : nullptr; }

  // Reports the directories that could not be read.
  void take(const FoundRecordings& found);
  void take(const PackOutcome& outcome);
  // Reports a problem that is not of a recording.
  void warn(const std::string& message);

  // Whether there was no problem.
  bool is_all_well() const;
  // Returns the summary.  `seconds` is the duration of the run.  `n_threads` is
  // the number of threads of the planned run.
  std::string format_summary(double seconds, std::size_t n_threads) const;

 private:
  bool is_worth_telling(PackStatus status) const;

  TreeRunOptions options_;
  double max_rate_ = 0;  // Bytes per second; 0: no limit.
  std::optional<JsonLog> log_;
  std::optional<RateLimit> rate_limit_;
  PackSummary summary_;
  bool has_warning_ = false;
};

}  // namespace mtscomp
