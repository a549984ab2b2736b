// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/text/escape_control.h"

namespace mtscomp {
namespace {

constexpr double kMega = 1e6;
constexpr double kGiga = 1e9;

std::string format_amount(std::uint64_t done, std::uint64_t total) {
  const bool is_large = static_cast<double>(total) >= kGiga;
  const double unit = is_large ? kGiga : kMega;
  return fmt::format("{:.1f} of {:.1f} {}", static_cast<double>(done) / unit,
                     static_cast<double>(total) / unit, is_large ? "GB" : "MB");
}

std::string format_duration(double seconds) {
  constexpr std::uint64_t kMinute = 60;
  constexpr std::uint64_t kHour = 3600;
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  return whole < kHour
             ? fmt::format("{}:{:02}", whole / kMinute, whole % kMinute)
             : fmt::format("{}:{:02}:{:02}", whole / kHour,
                           whole % kHour / kMinute, whole % kMinute);
}

}  // namespace

std::string format_progress(const std::string& name,
                            const ProgressFigures& figures) {
  constexpr double kPercent = 100;
  const auto done = static_cast<double>(figures.done);
  const auto total = static_cast<double>(figures.total);
  std::string text = fmt::format("{}: {:.0f} %, {}", escape_control(name),
                                 total > 0 ? kPercent * done / total : kPercent,
                                 format_amount(figures.done, figures.total));
  if (figures.seconds > 0 && figures.done > 0) {
    text += fmt::format(", {:.0f} MB/s", done / figures.seconds / kMega);
  }
  if (figures.compressed > 0) {
    text += fmt::format(", ratio {:.2f}",
                        done / static_cast<double>(figures.compressed));
  }
  if (figures.done == figures.total) {
    text += fmt::format(", in {}", format_duration(figures.seconds));
  } else if (figures.done > 0) {
    text += fmt::format(
        ", {} left", format_duration(figures.seconds * (total - done) / done));
  }
  return text;
}

Progress::Progress(std::string name, bool is_quiet)
    : name_(std::move(name)),
      is_quiet_(is_quiet),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      start_(Clock::now()),
      last_shown_(start_) {}

Progress::~Progress() {
  if (width_ > 0) {
    std::fputc('\n', stderr);
  }
}

void Progress::update(std::uint64_t total, std::uint64_t done,
                      std::uint64_t compressed) {
  const Clock::time_point now = Clock::now();
  if (is_quiet_ || !is_due(done == total, now)) {
    return;
  }
  last_shown_ = now;
  const std::chrono::duration<double> elapsed = now - start_;
  const std::string text = format_progress(name_, {.total = total,
                                                   .done = done,
                                                   .compressed = compressed,
                                                   .seconds = elapsed.count()});
  if (is_terminal_) {
    // Overwrite the rest of a longer line with blanks.
    const std::size_t blanks = width_ - std::min(width_, text.size());
    std::fputs(fmt::format("\r{}{}", text, std::string(blanks, ' ')).c_str(),
               stderr);
    width_ = text.size();
  } else {
    std::fputs((text + '\n').c_str(), stderr);
  }
}

bool Progress::is_due(bool is_done, Clock::time_point now) const {
  constexpr std::chrono::milliseconds kRedraw(100);
  constexpr std::chrono::seconds kPlainLine(30);
  return is_done ||
         now - last_shown_ >= (is_terminal_ ? Clock::duration(kRedraw)
                                            : Clock::duration(kPlainLine));
}

}  // namespace mtscomp
