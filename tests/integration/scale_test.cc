// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A large directory: the cost of listing it, cold and again.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <filesystem>

#include "integration/mounted_tree.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kPairs = 10000;

class ScaleTest : public MountTest {
 protected:
  // Each pair is a copy, hence an identity of its own.
  void write_pairs() {
    const TempDir aside;
    const SyntheticRecording pair =
        write_synthetic_recording(aside.path(), "x", {});
    const Bytes cbin = read_file(pair.cbin_path);
    const Bytes header = read_file(pair.ch_path);
    for (std::uint64_t i = 0; i < kPairs; ++i) {
      write_file(source_.file(fmt::format("x{:05}.cbin", i)), cbin);
      write_file(source_.file(fmt::format("x{:05}.ch", i)), header);
    }
    raw_size_ = pair.raw.size();
  }

  TempDir source_;
  std::uint64_t raw_size_ = 0;
};

// As `ls -l` does.
std::uint64_t count_with_size(const std::string& directory,
                              std::uint64_t size) {
  std::uint64_t n = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    struct stat status = {};
    if (::lstat(entry.path().c_str(), &status) == 0 &&
        static_cast<std::uint64_t>(status.st_size) == size) {
      ++n;
    }
  }
  return n;
}

TEST_F(ScaleTest, TenThousandPairsListInFiveSecondsAndReadEachHeaderOnce) {
  write_pairs();
  MountedTree mounted(source_.path());
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(count_with_size(mounted.mount_point(), raw_size_), kPairs);
  const std::chrono::duration<double> cold =
      std::chrono::steady_clock::now() - start;
  RecordProperty("cold_seconds", fmt::format("{:.2f}", cold.count()));
  std::printf("cold listing: %.2f s\n", cold.count());
  EXPECT_LT(cold.count(), 5.0);
  EXPECT_EQ(count_with_size(mounted.mount_point(), raw_size_), kPairs);
  EXPECT_EQ(mounted.stop(SIGTERM), 0);
  EXPECT_EQ(mounted.counter("headers read"), kPairs);
}

}  // namespace
}  // namespace mtscomp
