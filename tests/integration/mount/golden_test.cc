// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The golden pairs, read through a mount.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "base/files/file_io.h"
#include "format/recording_names.h"
#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/golden.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

struct ShownPair {
  std::string path;
  GoldenPair golden;
};

class GoldenTest : public MountTest {
 protected:
  void SetUp() override {
    MountTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    const std::filesystem::path cbin = golden_pairs().front().cbin_path;
    mounted_ = std::make_unique<MountedTree>(cbin.parent_path());
    for (const GoldenPair& pair : golden_pairs()) {
      const std::string cbin_name =
          std::filesystem::path(pair.cbin_path).filename();
      if (const auto raw_name = raw_name_of(cbin_name)) {
        shown_.push_back({mounted_->file(*raw_name), pair});
      }
    }
  }

  std::unique_ptr<MountedTree> mounted_;
  std::vector<ShownPair> shown_;
};

FileDescriptor open_shown(const ShownPair& shown) {
  return open_for_reading(shown.path);
}

// Checks a read against the expected bytes of the file.
::testing::AssertionResult reads_right(const FileDescriptor& file,
                                       const Bytes& whole, std::size_t offset,
                                       std::size_t size) {
  Bytes found(size);
  const ssize_t n =
      ::pread(file.get(), found.data(), size, static_cast<off_t>(offset));
  if (n < 0) {
    return ::testing::AssertionFailure() << "errno " << errno;
  }
  found.resize(static_cast<std::size_t>(n));
  const std::size_t begin = std::min(offset, whole.size());
  const std::size_t end = std::min(begin + size, whole.size());
  return same_bytes(std::span(whole).subspan(begin, end - begin), found);
}

struct Range {
  std::size_t offset;
  std::size_t size;
};

// Any offset and size, up to and beyond the end.
Range random_range(std::size_t file_size, std::mt19937_64& random) {
  const std::size_t offset =
      std::uniform_int_distribution<std::size_t>(0, file_size + 10)(random);
  const std::size_t size =
      std::uniform_int_distribution<std::size_t>(0, file_size)(random);
  return {offset, size};
}

TEST_F(GoldenTest, ShowsEveryPairButTheTwoNpy) {
  EXPECT_EQ(shown_.size(), 47U);
  EXPECT_EQ(golden_pairs().size(), 49U);
}

TEST_F(GoldenTest, WholeFilesHaveTheManifestsSizeAndSha1) {
  for (const ShownPair& shown : shown_) {
    SCOPED_TRACE(shown.golden.name);
    const Bytes bytes = read_file(shown.path);
    EXPECT_EQ(std::filesystem::file_size(shown.path), shown.golden.raw_size);
    EXPECT_EQ(bytes.size(), shown.golden.raw_size);
    EXPECT_EQ(sha1_of(bytes), shown.golden.raw_sha1);
  }
}

TEST_F(GoldenTest, RandomPreadsGiveTheSameBytes) {
  constexpr int kReads = 50;
  std::mt19937_64 random(test_seed());
  for (const ShownPair& shown : shown_) {
    SCOPED_TRACE(shown.golden.name);
    const Bytes whole = read_file(shown.path);
    const FileDescriptor file = open_shown(shown);
    for (int i = 0; i < kReads; ++i) {
      const Range range = random_range(whole.size(), random);
      ASSERT_TRUE(reads_right(file, whole, range.offset, range.size))
          << range.size << " bytes at " << range.offset;
    }
  }
}

// A direct read requests exactly these bytes from the daemon, not whole pages.
TEST_F(GoldenTest, RandomDirectPreadsGiveTheSameBytes) {
  constexpr int kReads = 50;
  std::mt19937_64 random(test_seed());
  for (const ShownPair& shown : shown_) {
    SCOPED_TRACE(shown.golden.name);
    const Bytes whole = read_file(shown.path);
    const FileDescriptor file(
        ::open(shown.path.c_str(), O_RDONLY | O_DIRECT | O_CLOEXEC));
    ASSERT_TRUE(file.is_open());
    for (int i = 0; i < kReads; ++i) {
      const Range range = random_range(whole.size(), random);
      ASSERT_TRUE(reads_right(file, whole, range.offset, range.size))
          << range.size << " bytes at " << range.offset;
    }
  }
}

TEST_F(GoldenTest, ReadsAtAndPastTheEndAreEmpty) {
  for (const ShownPair& shown : shown_) {
    SCOPED_TRACE(shown.golden.name);
    const FileDescriptor file = open_shown(shown);
    const auto end = static_cast<off_t>(shown.golden.raw_size);
    std::array<std::byte, 16> bytes = {};
    EXPECT_EQ(::pread(file.get(), bytes.data(), bytes.size(), end), 0);
    EXPECT_EQ(::pread(file.get(), bytes.data(), bytes.size(), end + 100000), 0);
    EXPECT_EQ(::pread(file.get(), bytes.data(), bytes.size(), end - 1), 1);
  }
}

TEST_F(GoldenTest, SharedMappingsGiveTheSameBytes) {
  for (const ShownPair& shown : shown_) {
    SCOPED_TRACE(shown.golden.name);
    const FileDescriptor file = open_shown(shown);
    void* const mapped = ::mmap(nullptr, shown.golden.raw_size, PROT_READ,
                                MAP_SHARED, file.get(), 0);
    ASSERT_NE(mapped, MAP_FAILED);
    const std::span<const std::byte> bytes(
        static_cast<const std::byte*>(mapped), shown.golden.raw_size);
    EXPECT_EQ(sha1_of(bytes), shown.golden.raw_sha1);
    ::munmap(mapped, shown.golden.raw_size);
  }
}

TEST_F(GoldenTest, ManyThreadsReadTheSameBytes) {
  constexpr int kThreads = 16;
  constexpr int kReads = 200;
  std::map<std::string, Bytes> whole;
  for (const ShownPair& shown : shown_) {
    whole[shown.path] = read_file(shown.path);
  }
  std::atomic<int> n_wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937_64 random(test_seed() + static_cast<std::uint64_t>(t));
      for (int i = 0; i < kReads; ++i) {
        const ShownPair& shown = shown_[random() % shown_.size()];
        const Bytes& bytes = whole.at(shown.path);
        const Range range = random_range(bytes.size(), random);
        if (!reads_right(open_shown(shown), bytes, range.offset, range.size)) {
          ++n_wrong;
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(n_wrong, 0);
}

// The blocks of a plain file: tools use them to estimate the size of a copy.
TEST_F(GoldenTest, BlocksAreThoseOfTheWholeFile) {
  for (const ShownPair& shown : shown_) {
    struct stat status = {};
    ASSERT_EQ(::stat(shown.path.c_str(), &status), 0);
    EXPECT_EQ(static_cast<std::uint64_t>(status.st_blocks),
              (shown.golden.raw_size + 511) / 512);
    EXPECT_EQ(status.st_mode & 0222U, 0U);
  }
}

}  // namespace
}  // namespace mtscomp
