// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/write_outage.h"

#include <spdlog/spdlog.h>

namespace mtscomp {

void WriteOutage::report_failure(std::string_view problem,
                                 Clock::time_point now) {
  last_failure_ = now;
  if (!is_failing_) {
    is_failing_ = true;
    spdlog::warn(
        "{}: the disk cache takes no new data; reading continues without it: "
        "{}",
        directory_, problem);
  }
}

void WriteOutage::report_success(Clock::time_point now) {
  if (is_failing_ && now - last_failure_ >= kQuiet) {
    is_failing_ = false;
    spdlog::info("{}: the disk cache takes new data again", directory_);
  }
}

}  // namespace mtscomp
