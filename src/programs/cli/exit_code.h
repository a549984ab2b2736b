// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How the programs end.
#pragma once

namespace mtscomp {

enum ExitCode : int {
  kExitOk = 0,
  kExitFailure = 1,  // It was tried and did not work.
  kExitUsage = 2,    // The command line is wrong; nothing was tried.
};

}  // namespace mtscomp
