// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Exit codes of the programs.
#pragma once

namespace mtscomp {

enum ExitCode : int {
  kExitOk = 0,
  kExitFailure = 1,  // An operation failed.
  kExitUsage = 2,    // The command line is wrong.  Nothing was done.
};

}  // namespace mtscomp
