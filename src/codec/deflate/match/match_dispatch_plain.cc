// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/match/match_kernels.h"

namespace mtscomp {

std::vector<MatchKernels> usable_match_kernels() {
  return {plain_match_kernels()};
}

}  // namespace mtscomp
