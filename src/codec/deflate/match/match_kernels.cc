// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/match/match_kernels.h"

#include "codec/cpu/cpu.h"
#include "codec/deflate/match/match_kernels_avx2.h"

namespace mtscomp {

std::vector<MatchKernels> usable_match_kernels() {
  std::vector<MatchKernels> kernels = {plain_match_kernels()};
  if constexpr (kProcessor == Processor::kX86) {
    if (x86_instruction_sets().has_avx2) {
      kernels.push_back({.name = "AVX2",
                         .hash = hash_avx2,
                         .age = age_avx2,
                         .accept = accept_avx2,
                         .cost_literals = cost_literals_avx2,
                         .cost_matches = cost_matches_avx2,
                         .cost_longer = cost_longer_avx2,
                         .favour_runs = favour_runs_avx2,
                         .choose = choose_avx2});
    }
  }
  return kernels;
}

}  // namespace mtscomp
