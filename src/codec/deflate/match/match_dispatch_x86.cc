// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/match/match_kernels.h"

namespace mtscomp {

std::vector<MatchKernels> usable_match_kernels() {
  std::vector<MatchKernels> kernels = {plain_match_kernels()};
  if (static_cast<bool>(__builtin_cpu_supports("avx2"))) {
    kernels.push_back(avx2_match_kernels());
  }
  return kernels;
}

}  // namespace mtscomp
