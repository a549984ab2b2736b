// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes system calls of a program fail while it runs.  The program is one of
// the variants *_with_faults, started by wrapper(); the calls are those on
// files below one directory, and the allocations of memory for chunks.
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

  // From now on; counting begins anew.  `value` is the errno where the fault is
  // an error, and the most milliseconds where it is a delay.
  void fail_each(Fault fault, int value = 0) { fail_some(fault, 1000, value); }
  void fail_some(Fault fault, std::uint32_t per_mille, int value = 0);
  // The nth call only; 1 is the first from now on.
  void fail_call(Fault fault, std::uint64_t nth, int value = 0);

  // Which calls are hit at random from now on.
  void use_seed(std::uint64_t seed);

  // What was injected stays counted.
  void stop(Fault fault);
  void stop_all();

  // Calls since the fault was asked for, and those that it hit.
  std::uint64_t n_calls(Fault fault) const;
  std::uint64_t n_injected(Fault fault) const;

  // What to run the program by: a command and its arguments.
  std::vector<std::string> wrapper() const;

 private:
  FaultRule& rule(Fault fault) const;

  TempDir directory_;
  FaultControl* control_ = nullptr;
};

}  // namespace mtscomp
