// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {

std::vector<Int16Kernels> usable_int16_kernels() {
  // SSE2 is part of x86-64.
  std::vector<Int16Kernels> kernels = {plain_int16_kernels(),
                                       sse2_int16_kernels()};
  if (static_cast<bool>(__builtin_cpu_supports("avx2"))) {
    kernels.push_back(avx2_int16_kernels());
  }
  return kernels;
}

}  // namespace mtscomp
