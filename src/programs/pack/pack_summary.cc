// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text/byte_size.h"
#include "base/text/escape_control.h"
#include "mtscomp/archive/recording_info.h"

namespace mtscomp {
namespace {

constexpr double kMega = 1e6;

std::string line_if(std::size_t n, std::string_view text) {
  return n == 0 ? "" : fmt::format("{:>8}  {}\n", n, text);
}

std::string format_hours(double seconds) {
  constexpr double kMinute = 60;
  constexpr double kHour = 3600;
  return seconds < kMinute ? fmt::format("{:.1f} s", seconds)
         : seconds < kHour ? fmt::format("{:.1f} min", seconds / kMinute)
                           : fmt::format("{:.1f} h", seconds / kHour);
}

}  // namespace

std::string describe_gain(std::uint64_t old_size, std::uint64_t new_size,
                          std::string_view after) {
  constexpr double kPercent = 100;
  const double gain = kPercent * (1 - static_cast<double>(new_size) /
                                          static_cast<double>(old_size));
  return fmt::format("{} to {}, {:.1f} % {}", format_byte_size(old_size), after,
                     std::abs(gain), gain < 0 ? "larger" : "smaller");
}

std::string describe_repack(const PackOutcome& outcome, bool is_dry) {
  const std::string path = escape_control(outcome.old_cbin_path);
  if (outcome.status == PackStatus::kDone) {
    return fmt::format(
        "done {}: {}", path,
        outcome.is_elsewhere()
            ? escape_control(outcome.cbin_path) + " has the same samples"
            : "nothing to gain");
  }
  const bool is_new = outcome.status == PackStatus::kPacked;
  if (!is_new && outcome.status != PackStatus::kPlanned) {
    return fmt::format("{} {}", serialize_pack_status(outcome.status), path);
  }
  const std::string size = format_byte_size(outcome.cbin_size);
  return fmt::format(
      "{} {}: {}, {}", is_new ? "repacked" : "planned", path,
      describe_gain(outcome.old_cbin_size, outcome.cbin_size,
                    (is_dry ? "about " : "") + size),
      outcome.transform ? serialize_transform(*outcome.transform) : "");
}

void PackSummary::add(const PackOutcome& outcome) {
  n_warned_ += outcome.warnings.empty() ? 0U : 1U;
  switch (outcome.status) {
    case PackStatus::kPacked:
    case PackStatus::kPlanned:
      ++(outcome.status == PackStatus::kPacked ? n_packed_ : n_planned_);
      raw_size_ += outcome.raw_size;
      cbin_size_ += outcome.cbin_size;
      old_cbin_size_ += outcome.old_cbin_size;
      thread_seconds_ += outcome.seconds;
      return;
    case PackStatus::kDone:
      ++(outcome.is_elsewhere() ? n_elsewhere_ : n_done_);
      return;
    case PackStatus::kYoung:
      ++n_young_;
      return;
    case PackStatus::kSymlink:
      ++n_symlinks_;
      return;
    case PackStatus::kStopped:
      ++n_stopped_;
      return;
    case PackStatus::kFailed:
      ++n_failed_;
  }
}

bool PackSummary::is_all_well() const {
  return n_failed_ + n_stopped_ + n_warned_ + n_unreadable_ == 0;
}

std::string PackSummary::format_counts() const {
  return line_if(n_done_, is_repack_ ? "nothing to gain" : "already packed") +
         line_if(n_elsewhere_, "already in the output directory") +
         line_if(n_young_, "too young, skipped") +
         line_if(n_symlinks_, "symlinks, skipped") +
         line_if(n_failed_, "failed") +
         line_if(n_stopped_, "not finished: stopped") +
         line_if(n_warned_, "with warnings, counted above") +
         line_if(n_unreadable_, "directories that cannot be read");
}

std::string PackSummary::format_sizes(std::string_view after) const {
  return is_repack_ ? describe_gain(old_cbin_size_, cbin_size_, after)
                    : fmt::format("{} to {}, ratio {:.2f}",
                                  format_byte_size(raw_size_), after,
                                  ratio_of(raw_size_, cbin_size_));
}

std::string PackSummary::format(double seconds) const {
  std::string text =
      fmt::format("{:>8}  {}", n_packed_, is_repack_ ? "repacked" : "packed");
  if (n_packed_ > 0) {
    text += fmt::format(
        ": {}, {:.0f} MB/s", format_sizes(format_byte_size(cbin_size_)),
        static_cast<double>(raw_size_) / kMega / std::max(seconds, 1e-3));
  }
  return text + '\n' + format_counts();
}

std::string PackSummary::format_plan(double n_threads, double max_rate) const {
  std::string text = fmt::format("{:>8}  {}", n_planned_,
                                 is_repack_ ? "to repack" : "to pack");
  if (n_planned_ > 0) {
    const std::uint64_t n_read = is_repack_ ? old_cbin_size_ : raw_size_;
    const double seconds = std::max(
        thread_seconds_ / n_threads,
        max_rate > 0 ? static_cast<double>(n_read + cbin_size_) / max_rate : 0);
    text += fmt::format(": {}, in about {}",
                        format_sizes("about " + format_byte_size(cbin_size_)),
                        format_hours(seconds));
  }
  return text + '\n' + format_counts();
}

}  // namespace mtscomp
