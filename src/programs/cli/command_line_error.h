// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Exception for an error in the command line that is detected only when files
// are opened, such as a file among directories.  run_guarded() turns the
// exception into kExitUsage.  Errors that the parser detects are reported in
// ParseOutcome instead.
#pragma once

#include "mtscomp/base/error.h"

namespace mtscomp {

class CommandLineError : public UsageError {
 public:
  using UsageError::UsageError;
};

}  // namespace mtscomp
