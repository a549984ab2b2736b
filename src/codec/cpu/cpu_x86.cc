// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/cpu/cpu.h"

namespace mtscomp {

// The compiler's runtime library detects the instruction sets once, before
// main().
X86InstructionSets x86_instruction_sets() {
  return {.has_avx2 = static_cast<bool>(__builtin_cpu_supports("avx2")),
          .has_bmi = static_cast<bool>(__builtin_cpu_supports("bmi")) &&
                     static_cast<bool>(__builtin_cpu_supports("bmi2"))};
}

}  // namespace mtscomp
