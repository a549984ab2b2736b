// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/memory/memory_limit.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <limits>

#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

// A hierarchy of control groups in the kernel's format.
class MemoryLimitTest : public ::testing::Test {
 protected:
  void set(const std::string& file, const std::string& text) {
    const std::filesystem::path path = directory_.file(file);
    std::filesystem::create_directories(path.parent_path());
    write_file(path, text);
  }
  std::uint64_t limit(const std::string& membership) {
    return cgroup_memory_limit(membership, directory_.path());
  }

  TempDir directory_;
};

TEST_F(MemoryLimitTest, WithoutGroupsThereIsNoLimit) {
  EXPECT_EQ(limit(""), kUnlimited);
  EXPECT_EQ(limit("0::/\n"), kUnlimited);
  EXPECT_EQ(limit("nonsense\n1:2\n"), kUnlimited);
}

TEST_F(MemoryLimitTest, Version2LimitsByTheLeastOfAllGroupsAbove) {
  set("a/memory.max", "1000000\n");
  set("a/b/memory.max", "max\n");
  set("a/b/c/memory.max", "2000000\n");
  EXPECT_EQ(limit("0::/a/b/c\n"), 1000000U);
  EXPECT_EQ(limit("0::/a/b\n"), 1000000U);
  set("a/b/memory.max", "500000\n");
  EXPECT_EQ(limit("0::/a/b/c\n"), 500000U);
}

TEST_F(MemoryLimitTest, Version1LimitsToo) {
  set("memory/slurm/memory.limit_in_bytes", "9223372036854771712\n");
  set("memory/slurm/job/memory.limit_in_bytes", "3000000\n");
  EXPECT_EQ(limit("5:cpu,cpuacct:/slurm/job\n4:memory:/slurm/job\n0::/\n"),
            3000000U);
  EXPECT_EQ(limit("4:cpu,memory:/slurm/job\n"), 3000000U);
  EXPECT_EQ(limit("4:cpu:/slurm/job\n"), kUnlimited);
}

// In a container, the directory of its group is mounted as the root.
TEST_F(MemoryLimitTest, RootOfTheHierarchyCounts) {
  set("memory.max", "700000\n");
  EXPECT_EQ(limit("0::/not/shown/here\n"), 700000U);
}

TEST_F(MemoryLimitTest, ThisProcessHasSomeMemoryAndNotAllOfIt) {
  EXPECT_GT(memory_limit(), std::uint64_t{1} << 20);
  EXPECT_LT(memory_limit(), std::uint64_t{1} << 60);
}

}  // namespace
}  // namespace mtscomp
