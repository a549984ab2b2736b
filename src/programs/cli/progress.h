// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Shows the progress of packing or unpacking on stderr.  On a terminal, one
// line is redrawn.  If stderr is not a terminal, a new line is printed every 30
// seconds.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mtscomp {

struct ProgressFigures {
  std::uint64_t total = 0;       // Bytes of samples in the recording.
  std::uint64_t done = 0;        // Bytes of samples that were processed.
  std::uint64_t compressed = 0;  // Size of the packed bytes.  0: no ratio.
  double seconds = 0;            // Seconds since the start.
};

// Returns a line such as "x.bin: 46 %, 10.6 of 23.1 GB, 180 MB/s, ratio 2.91,
// 1:09 left".  Figures that are not known yet are left out.
std::string format_progress(const std::string& name,
                            const ProgressFigures& figures);

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // Shows nothing if `is_quiet` is true.
  Progress(std::string name, bool is_quiet);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Ends the line on the terminal, if a line was drawn.
  ~Progress();

  // Shows the figures if the last line is old enough, or if `done` equals
  // `total`.
  void update(std::uint64_t total, std::uint64_t done,
              std::uint64_t compressed);

 private:
  bool is_due(bool is_done, Clock::time_point now) const;

  std::string name_;
  bool is_quiet_;
  bool is_terminal_;
  Clock::time_point start_;
  Clock::time_point last_shown_;
  std::size_t width_ = 0;  // Length of the line on the terminal.
};

}  // namespace mtscomp
