// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/match/match_kernels_avx2.h"

namespace mtscomp {

MatchKernels avx2_match_kernels() {
  return {.name = "AVX2",
          .hash = hash_avx2,
          .age = age_avx2,
          .accept = accept_avx2,
          .cost_literals = cost_literals_avx2,
          .cost_matches = cost_matches_avx2,
          .cost_longer = cost_longer_avx2,
          .favour_runs = favour_runs_avx2,
          .choose = choose_avx2};
}

}  // namespace mtscomp
