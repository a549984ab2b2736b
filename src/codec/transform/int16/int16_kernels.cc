// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/int16/int16_kernels.h"

#include "codec/cpu/cpu.h"

namespace mtscomp {

std::vector<Int16Kernels> usable_int16_kernels() {
  std::vector<Int16Kernels> kernels = {plain_int16_kernels()};
  if constexpr (kProcessor == Processor::kX86) {
    kernels.push_back(sse2_int16_kernels());  // SSE2 is part of x86-64.
    if (x86_instruction_sets().has_avx2) {
      kernels.push_back(avx2_int16_kernels());
    }
  }
  if constexpr (kProcessor == Processor::kArm) {
    kernels.push_back(neon_int16_kernels());  // NEON is part of AArch64.
  }
  return kernels;
}

}  // namespace mtscomp
