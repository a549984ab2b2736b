// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The processor.  Its kind is known when the program is compiled.  Its
// instruction sets are detected when the program runs.
//
// Three files use this information to choose kernels:
// transform/int16/int16_kernels.cc, inflate/fast_loop.cc and
// deflate/match/match_kernels.cc.
#pragma once

namespace mtscomp {

enum class Processor {
  kX86,  // x86-64
  kArm,  // AArch64, little-endian
  kOther,
};

// src/codec/meson.build defines this value, and chooses the source files by the
// same rule.  A function for one kind of processor exists only in builds for
// that kind.  So all its callers are inside `if constexpr`.
inline constexpr Processor kProcessor = Processor::MTSCOMP_PROCESSOR;

// Instruction sets that only some x86-64 processors have.
struct X86InstructionSets {
  bool has_avx2;
  bool has_bmi;  // BMI1 and BMI2.
};

// This function exists only in builds for x86-64.
X86InstructionSets x86_instruction_sets();

}  // namespace mtscomp
