// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A wrong command line that is detected only when its files are opened, such as
// a file among directories.  run_guarded() turns it into kExitUsage.  Errors
// that the parser detects are in its ParseOutcome.
#pragma once

#include "mtscomp/base/error.h"

namespace mtscomp {

class CommandLineError : public UsageError {
 public:
  using UsageError::UsageError;
};

}  // namespace mtscomp
