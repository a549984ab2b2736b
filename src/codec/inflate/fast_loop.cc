// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/fast_loop.h"

#include "codec/cpu/cpu.h"

namespace mtscomp {

FastLoop usable_fast_loop() {
  if constexpr (kProcessor == Processor::kX86) {
    if (x86_instruction_sets().has_bmi) {
      return fast_loop_x86;
    }
  }
  return nullptr;
}

}  // namespace mtscomp
