// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Counts the outcomes of a run over trees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mtscomp/archive/pack_outcome.h"

namespace mtscomp {

// "3.0 GB to 2.8 GB, 6.7 % smaller".  `after` is the second size, as a text.
std::string describe_gain(std::uint64_t old_size, std::uint64_t new_size,
                          std::string_view after);

// One line about a pair.  `is_dry`: the sizes are estimates.
std::string describe_repack(const PackOutcome& outcome, bool is_dry);

class PackSummary {
 public:
  // `is_repack`: the run repacks pairs.
  explicit PackSummary(bool is_repack = false) : is_repack_(is_repack) {}

  void add(const PackOutcome& outcome);
  void add_unreadable(std::size_t n_directories) {
    n_unreadable_ += n_directories;
  }

  // Whether all directories could be read, and no recording failed, was stopped
  // or has a warning.
  bool is_all_well() const;

  // Returns several lines, each with a newline.  `seconds` is the duration of
  // the run.
  std::string format(double seconds) const;

  // Summary of a dry run.  It contains the estimated time for `n_threads`
  // threads and at most `max_rate` bytes per second.  If max_rate is 0, there
  // is no limit.
  std::string format_plan(double n_threads, double max_rate) const;

 private:
  // The sizes before and after.
  std::string format_sizes(std::string_view after) const;
  std::string format_counts() const;

  bool is_repack_;
  std::size_t n_packed_ = 0;
  std::size_t n_planned_ = 0;
  std::size_t n_done_ = 0;
  std::size_t n_elsewhere_ = 0;  // Done by an earlier repack.
  std::size_t n_young_ = 0;
  std::size_t n_symlinks_ = 0;
  std::size_t n_failed_ = 0;
  std::size_t n_stopped_ = 0;
  std::size_t n_warned_ = 0;
  std::size_t n_unreadable_ = 0;
  std::uint64_t raw_size_ = 0;       // Bytes of samples packed, or to pack.
  std::uint64_t cbin_size_ = 0;      // Bytes of the .cbin files.
  std::uint64_t old_cbin_size_ = 0;  // Bytes before they were repacked.
  double thread_seconds_ = 0;
};

}  // namespace mtscomp
