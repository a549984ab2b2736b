// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes system calls of a program fail while it runs.  The program is one of
// the variants *_with_faults, started with wrapper().  The affected calls are
// those on files below one directory, and allocations for chunks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "integration/faults/fault_control.h"
#include "support/temp_dir.h"

namespace mtscomp {

class FaultInjector {
 public:
  // Requires: `watched` has no symlinks.  Throws: std::system_error.
  explicit FaultInjector(const std::string& watched);
  FaultInjector(const FaultInjector&) = delete;
  FaultInjector& operator=(const FaultInjector&) = delete;
  ~FaultInjector();

  // Fails each call from now on; counting restarts.  `value` is the errno if
  // the fault is an error, and the longest delay in milliseconds if it is a
  // delay.
  void fail_each(Fault fault, int value = 0) { fail_some(fault, 1000, value); }
  void fail_some(Fault fault, std::uint32_t per_mille, int value = 0);
  // Fails the nth call only, counted from now on; 1 is the first.
  void fail_call(Fault fault, std::uint64_t nth, int value = 0);

  // Seed of the random choice of failing calls, from now on.
  void use_seed(std::uint64_t seed);

  // The counts remain.
  void stop(Fault fault);
  void stop_all();

  // Calls since the fault was requested, and calls that failed.
  std::uint64_t n_calls(Fault fault) const;
  std::uint64_t n_injected(Fault fault) const;

  // The command and arguments with which to run the program.
  std::vector<std::string> wrapper() const;

 private:
  FaultRule& rule(Fault fault) const;

  TempDir directory_;
  FaultControl* control_ = nullptr;
};

}  // namespace mtscomp
