// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What became of the recordings of a run, counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "mtscomp/archive/pack_tree.h"

namespace mtscomp {

class PackSummary {
 public:
  void add(const PackOutcome& outcome);
  void add_unreadable(std::size_t n_directories) {
    n_unreadable_ += n_directories;
  }

  // Nothing failed, was left over or needs to be looked at.
  bool is_all_well() const;

  // Several lines, each with its newline.  `seconds` is the time of the run.
  std::string format(double seconds) const;

  // The same of a dry run, with the time that `n_threads` threads would take
  // within `max_rate` bytes per second; 0: no bound.
  std::string format_plan(double n_threads, double max_rate) const;

 private:
  std::string format_counts() const;

  std::size_t n_packed_ = 0;
  std::size_t n_planned_ = 0;
  std::size_t n_done_ = 0;
  std::size_t n_young_ = 0;
  std::size_t n_symlinks_ = 0;
  std::size_t n_failed_ = 0;
  std::size_t n_stopped_ = 0;
  std::size_t n_warned_ = 0;
  std::size_t n_unreadable_ = 0;
  std::uint64_t raw_size_ = 0;   // Bytes of what was, or would be, packed.
  std::uint64_t cbin_size_ = 0;  // Bytes.
  double thread_seconds_ = 0;
};

}  // namespace mtscomp
