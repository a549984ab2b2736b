// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled for x86-64 only: features of other processors are not detected.
#include "codec/cpu/cpu.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

namespace mtscomp {
namespace {

// The first processor's flags, as the kernel reports them.
std::set<std::string> kernel_flags() {
  std::ifstream file("/proc/cpuinfo");
  std::string line;
  while (std::getline(file, line)) {
    if (line.rfind("flags", 0) == 0) {
      std::istringstream words(line.substr(line.find(':') + 1));
      return {std::istream_iterator<std::string>(words), {}};
    }
  }
  return {};
}

TEST(CpuTest, HasTheInstructionSetsThatTheKernelReports) {
  const std::set<std::string> flags = kernel_flags();
  ASSERT_EQ(flags.count("sse2"), 1U);
  EXPECT_EQ(kProcessor, Processor::kX86);
  const X86InstructionSets found = x86_instruction_sets();
  EXPECT_EQ(found.has_avx2, flags.count("avx2") == 1);
  EXPECT_EQ(found.has_bmi,
            flags.count("bmi1") == 1 && flags.count("bmi2") == 1);
}

}  // namespace
}  // namespace mtscomp
