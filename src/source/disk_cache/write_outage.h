// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Logs that a disk cache cannot be written to: once when the failures begin,
// and once when they have ended.  Not thread-safe.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace mtscomp {

class WriteOutage {
 public:
  using Clock = std::chrono::steady_clock;

  // The failures have ended if a write succeeds and none has failed for this
  // time.  If only some writes fail, the log so has at most two lines a minute.
  static constexpr std::chrono::seconds kQuiet{60};

  explicit WriteOutage(std::string directory)
      : directory_(std::move(directory)) {}

  void report_failure(std::string_view problem, Clock::time_point now);
  void report_success(Clock::time_point now);

 private:
  std::string directory_;
  bool is_failing_ = false;
  Clock::time_point last_failure_;
};

}  // namespace mtscomp
