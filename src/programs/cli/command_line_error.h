// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A wrong command line that only shows when the files it names are looked at,
// such as a file among directories.  main() makes kExitUsage of it; what a
// parser refuses by itself is in its ParseOutcome.
#pragma once

#include "mtscomp/base/error.h"

namespace mtscomp {

class CommandLineError : public UsageError {
 public:
  using UsageError::UsageError;
};

}  // namespace mtscomp
