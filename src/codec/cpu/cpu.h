// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The processor: its kind, known when the program is compiled, and its
// instruction sets, detected when the program runs.
//
// Three files choose kernels by it: transform/int16/int16_kernels.cc,
// inflate/fast_loop.cc and deflate/match/match_kernels.cc.
#pragma once

namespace mtscomp {

enum class Processor {
  kX86,  // x86-64
  kArm,  // AArch64, little-endian
  kOther,
};

// Defined by src/codec/meson.build, which chooses the source files by the same
// rule.  A function for one kind of processor exists only in builds for that
// kind: its callers are inside `if constexpr`.
inline constexpr Processor kProcessor = Processor::MTSCOMP_PROCESSOR;

// Instruction sets that only some x86-64 processors have.
struct X86InstructionSets {
  bool has_avx2;
  bool has_bmi;  // BMI1 and BMI2.
};

// Exists only in builds for x86-64.
X86InstructionSets x86_instruction_sets();

}  // namespace mtscomp
