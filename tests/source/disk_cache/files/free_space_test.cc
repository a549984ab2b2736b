// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/free_space.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

struct statvfs make_usage(std::uint64_t total, std::uint64_t available,
                          std::uint64_t block = 4096) {
  struct statvfs usage = {};
  usage.f_frsize = block;
  usage.f_blocks = total / block;
  usage.f_bfree = usage.f_blocks;  // Root alone may use some of these blocks.
  usage.f_bavail = available / block;
  return usage;
}

constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

TEST(FreeSpaceTest, FilesTakeWholeBlocks) {
  const struct statvfs usage = make_usage(kGiB, kGiB);
  EXPECT_EQ(allocated_size(0, usage), 0);
  EXPECT_EQ(allocated_size(1, usage), 4096);
  EXPECT_EQ(allocated_size(4096, usage), 4096);
  EXPECT_EQ(allocated_size(4097, usage), 8192);
  EXPECT_EQ(allocated_size(1, make_usage(kGiB, kGiB, 65536)), 65536);
}

TEST(FreeSpaceTest, StrangeBlockSizesAreReplaced) {
  EXPECT_EQ(allocated_size(1, make_usage(kGiB, kGiB, 512)), 4096);
  EXPECT_EQ(allocated_size(1, make_usage(kGiB, kGiB, kGiB)), 65536);
  EXPECT_EQ(allocated_size(1, {}), 4096);
}

TEST(FreeSpaceTest, TheLargerOfSizeAndBlocksCounts) {
  struct stat file = {};
  file.st_size = 5000;
  file.st_blocks = 8;  // Compressed.
  EXPECT_EQ(allocated_size(file, make_usage(kGiB, kGiB)), 8192);
  file.st_blocks = 256;  // Blocks of 128 KiB.
  EXPECT_EQ(allocated_size(file, make_usage(kGiB, kGiB)), 131072);
}

TEST(FreeSpaceTest, NothingIsMissingOnAnEmptyDisk) {
  EXPECT_EQ(missing_space(make_usage(100 * kGiB, 50 * kGiB), 5, kGiB), 0);
  EXPECT_EQ(missing_space(make_usage(100 * kGiB, 6 * kGiB), 5, kGiB), 0);
}

TEST(FreeSpaceTest, ThePercentageStaysFree) {
  EXPECT_EQ(missing_space(make_usage(100 * kGiB, 5 * kGiB), 5, kGiB), kGiB);
  EXPECT_EQ(missing_space(make_usage(100 * kGiB, 0), 5, kGiB), 6 * kGiB);
  EXPECT_EQ(missing_space(make_usage(100 * kGiB, 0), 0, kGiB), kGiB);
  EXPECT_EQ(missing_space(make_usage(100 * kGiB, 3 * kGiB), 5, 0), 2 * kGiB);
  EXPECT_EQ(missing_space(make_usage(100 * kGiB, 99 * kGiB), 100, 0), kGiB);
}

TEST(FreeSpaceTest, UnknownSizesAreNotLimits) {
  EXPECT_EQ(missing_space({}, 5, kGiB), 0);
}

}  // namespace
}  // namespace mtscomp
