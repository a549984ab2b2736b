// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/tree_run.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>

#include "base/text/byte_size.h"
#include "base/text/escape_control.h"
#include "base/threads/core_count.h"
#include "mtscomp/archive/report_json.h"
#include "programs/cli/print.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

constexpr double kMega = 1e6;

std::string describe(const PackOutcome& outcome) {
  std::string text = fmt::format("{} {}", serialize_pack_status(outcome.status),
                                 escape_control(outcome.raw_path));
  if (outcome.cbin_size > 0) {
    text += fmt::format(": {} to {}, ratio {:.2f}",
                        format_byte_size(outcome.raw_size),
                        format_byte_size(outcome.cbin_size),
                        ratio_of(outcome.raw_size, outcome.cbin_size));
  }
  return text;
}

}  // namespace

TreeRun::TreeRun(const TreeSettings& settings, const TreeRunOptions& options)
    : options_(options),
      max_rate_(settings.max_rate.value_or(0) * kMega),
      summary_(options.is_repack) {
  if (settings.log_file && !options.is_dry) {
    refuse_recording_name(*settings.log_file);
    log_.emplace(*settings.log_file);
  }
  if (settings.max_rate) {
    rate_limit_.emplace(max_rate_);
  }
}

void TreeRun::take(const FoundRecordings& found) {
  summary_.add_unreadable(found.unreadable.size());
  for (const std::string& message : found.unreadable) {
    spdlog::error("{}", message);
  }
}

void TreeRun::take(const PackOutcome& outcome) {
  summary_.add(outcome);
  for (const std::string& warning : outcome.warnings) {
    spdlog::warn("{}", warning);
  }
  if (outcome.status == PackStatus::kFailed) {
    spdlog::error("{}", outcome.reason);
  } else if (!options_.is_quiet && is_worth_telling(outcome.status)) {
    print_to(options_.is_dry ? stdout : stderr,
             (outcome.is_repack() ? describe_repack(outcome, options_.is_dry)
                                  : describe(outcome)) +
                 '\n');
  }
  if (log_ && outcome.status != PackStatus::kStopped) {
    log_->append({to_json(outcome)});
  }
}

void TreeRun::warn(const std::string& message) {
  spdlog::warn("{}", message);
  has_warning_ = true;
}

bool TreeRun::is_all_well() const {
  return summary_.is_all_well() && !has_warning_;
}

std::string TreeRun::format_summary(double seconds,
                                    std::size_t n_threads) const {
  return options_.is_dry
             ? summary_.format_plan(
                   static_cast<double>(std::min(core_count(), n_threads)),
                   max_rate_)
             : summary_.format(seconds);
}

bool TreeRun::is_worth_telling(PackStatus status) const {
  return status == PackStatus::kPacked || status == PackStatus::kPlanned ||
         (options_.is_debug && status != PackStatus::kStopped);
}

}  // namespace mtscomp
