// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/page_cache.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <vector>

#include "base/files/file_io.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::size_t kSize = std::size_t{1} << 20;

class PageCacheTest : public ::testing::Test {
 protected:
  // A page also counts as cached if the kernel does not report it.
  static std::size_t n_cached(void* pages) {
    std::vector<unsigned char> cached(kSize / 4096);
    EXPECT_EQ(::mincore(pages, kSize, cached.data()), 0);
    return static_cast<std::size_t>(
        std::count_if(cached.begin(), cached.end(),
                      [](unsigned char flags) { return (flags & 1) != 0; }));
  }

  TempDir directory_;
  std::string path_ = directory_.file("x");
};

TEST_F(PageCacheTest, LeavesNoneOfAFileThatWasJustWritten) {
  write_file(path_, Bytes(kSize, std::byte{1}));
  const FileDescriptor file = open_for_reading(path_);
  EXPECT_EQ(drop_pages(file, path_), 0U);
  void* const pages =
      ::mmap(nullptr, kSize, PROT_READ, MAP_SHARED, file.get(), 0);
  ASSERT_NE(pages, MAP_FAILED);
  const std::size_t n = n_cached(pages);
  EXPECT_TRUE(n == 0 || n == kSize / 4096) << "all stay where no disk is";
  EXPECT_EQ(::munmap(pages, kSize), 0);
}

TEST_F(PageCacheTest, ReportsThoseThatAreMapped) {
  write_file(path_, Bytes(kSize, std::byte{1}));
  const FileDescriptor file = open_for_reading(path_);
  void* const pages = ::mmap(nullptr, kSize, PROT_READ,
                             MAP_SHARED | MAP_POPULATE, file.get(), 0);
  ASSERT_NE(pages, MAP_FAILED);
  const std::uint64_t n_kept = drop_pages(file, path_);
  EXPECT_EQ(::munmap(pages, kSize), 0);
  if (n_kept == 0) {
    GTEST_SKIP() << "no cachestat(2), or no disk";
  }
  EXPECT_EQ(n_kept, kSize);
  EXPECT_EQ(drop_pages(file, path_), 0U);
}

}  // namespace
}  // namespace mtscomp
