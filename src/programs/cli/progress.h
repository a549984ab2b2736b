// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How far a pack or unpack is, on stderr: a line that is redrawn on a terminal,
// else a plain line now and then.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mtscomp {

struct ProgressFigures {
  std::uint64_t total = 0;       // Bytes of samples, in all.
  std::uint64_t done = 0;        // Bytes of samples.
  std::uint64_t compressed = 0;  // Bytes so far; 0: no ratio to show.
  double seconds = 0;            // Since the start.
};

// "x.bin: 46 %, 10.6 of 23.1 GB, 180 MB/s, ratio 2.91, 1:09 left"; figures
// that are not known yet are left out.
std::string format_progress(const std::string& name,
                            const ProgressFigures& figures);

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // Shows nothing if `is_quiet`.
  Progress(std::string name, bool is_quiet);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Leaves the cursor on a line of its own.
  ~Progress();

  // Shows the figures if the last time is long enough ago, or all is done.
  void update(std::uint64_t total, std::uint64_t done,
              std::uint64_t compressed);

 private:
  bool is_due(bool is_done, Clock::time_point now) const;

  std::string name_;
  bool is_quiet_;
  bool is_terminal_;
  Clock::time_point start_;
  Clock::time_point last_shown_;
  std::size_t width_ = 0;  // Of the line that is on the terminal.
};

}  // namespace mtscomp
