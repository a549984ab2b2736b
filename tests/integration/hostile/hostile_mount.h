// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#ifndef MTSCOMP_TESTS_INTEGRATION_HOSTILE_MOUNT_H_
#define MTSCOMP_TESTS_INTEGRATION_HOSTILE_MOUNT_H_

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "integration/support/mounted_view.h"
#include "support/sanitized.h"

namespace mtscomp {

// A mount with three good pairs, to which a test adds bad files.  At the end
// the good pairs must be read correctly, and the daemon must end normally.
class HostileTest : public MountedViewTest {
 protected:
  void SetUp() override {
    MountedViewTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    mount_with("cache_size=64M");
    for (std::uint64_t i = 0; i < 3; ++i) {
      good_.push_back(write_pair(fmt::format("good{}.cbin", i), i + 1));
    }
  }

  void TearDown() override {
    if (mounted_) {
      expect_good_pairs();
      EXPECT_EQ(mounted().stop(SIGTERM), 0);
    }
  }

  void expect_good_pairs() {
    for (std::size_t i = 0; i < good_.size(); ++i) {
      EXPECT_TRUE(shows(fmt::format("good{}.bin", i), good_[i].raw));
    }
  }

  std::string problems() {
    const Bytes bytes = read_file(shown(".mtscompfs/problems"));
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  // Peak of the daemon's resident memory, in bytes.
  std::uint64_t peak_memory() {
    std::ifstream file(fmt::format("/proc/{}/status", mounted().process()));
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("VmHWM:")) {
        return std::stoull(line.substr(line.find_first_of("0123456789"))) *
               1024;
      }
    }
    return UINT64_MAX;
  }
  void expect_peak_memory(std::uint64_t most) {
    if (!is_sanitized()) {
      EXPECT_LE(peak_memory(), most);
    }
  }

  std::vector<SyntheticRecording> good_;
};

}  // namespace mtscomp

#endif  // MTSCOMP_TESTS_INTEGRATION_HOSTILE_MOUNT_H_
