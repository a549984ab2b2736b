// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/extent_file.h"

#include <gtest/gtest.h>

#include "base/files/file_io.h"
#include "source/disk_cache/cached_extents.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

class ExtentFileTest : public ::testing::Test {
 protected:
  ExtentFileTest() {
    const ExtentHeader header = make_extent_header(key_, bytes_);
    const std::span<const std::byte> start =
        std::as_bytes(std::span(&header, 1));
    content_.assign(start.begin(), start.end());
    content_.insert(content_.end(), bytes_.begin(), bytes_.end());
  }

  bool read(const Bytes& content, const ExtentKey& key,
            Checksum checksum = Checksum::kVerify) {
    write_file(path_, content);
    found_.assign(key.size, std::byte{0});
    return read_extent(open_for_reading(path_), content.size(), key, found_,
                       checksum, path_);
  }

  TempDir directory_;
  std::string path_ = directory_.file("x");
  DiskCacheKey long_key_ = key_of(1, 100);
  ExtentKey key_ = hash_key(long_key_);
  Bytes bytes_ = bytes_of(long_key_);
  Bytes content_;
  Bytes found_;
};

TEST_F(ExtentFileTest, ReturnsTheBytes) {
  EXPECT_EQ(content_.size(), 164);
  for (const Checksum checksum : {Checksum::kVerify, Checksum::kSkip}) {
    ASSERT_TRUE(read(content_, key_, checksum));
    EXPECT_TRUE(same_bytes(bytes_, found_));
  }
}

TEST_F(ExtentFileTest, EveryChangedBitIsFound) {
  for (std::size_t i = 0; i < content_.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      Bytes damaged = content_;
      damaged[i] ^= std::byte{1} << bit;
      EXPECT_FALSE(read(damaged, key_)) << i << ", bit " << bit;
    }
  }
}

TEST_F(ExtentFileTest, EveryOtherSizeIsFound) {
  for (std::size_t size = 0; size < content_.size() + 10; ++size) {
    Bytes damaged = content_;
    damaged.resize(size);
    for (const Checksum checksum : {Checksum::kVerify, Checksum::kSkip}) {
      EXPECT_EQ(read(damaged, key_, checksum), size == content_.size());
    }
  }
}

TEST_F(ExtentFileTest, FileThatBecomesShorterIsFound) {
  Bytes cut = content_;
  cut.pop_back();
  write_file(path_, cut);
  EXPECT_FALSE(read_extent(open_for_reading(path_), content_.size(), key_,
                           bytes_, Checksum::kSkip, path_));
}

TEST_F(ExtentFileTest, ZerosAreFound) {
  for (std::size_t from = 0; from < content_.size(); ++from) {
    Bytes damaged = content_;
    std::fill(damaged.begin() + static_cast<std::ptrdiff_t>(from),
              damaged.end(), std::byte{0});
    EXPECT_FALSE(read(damaged, key_)) << from;
  }
}

TEST_F(ExtentFileTest, AnotherKeyIsFound) {
  for (const DiskCacheKey& other :
       {DiskCacheKey{"s", long_key_.path, long_key_.version, long_key_.offset,
                     100},
        DiskCacheKey{long_key_.source, "p", long_key_.version, long_key_.offset,
                     100},
        DiskCacheKey{long_key_.source, long_key_.path, "v", long_key_.offset,
                     100},
        key_of(2, 100)}) {
    EXPECT_FALSE(read(content_, hash_key(other), Checksum::kSkip));
  }
}

TEST_F(ExtentFileTest, AnExtentCanBeEmpty) {
  const ExtentKey key = hash_key(key_of(1, 0));
  const ExtentHeader header = make_extent_header(key, {});
  const std::span<const std::byte> bytes = std::as_bytes(std::span(&header, 1));
  EXPECT_TRUE(read(Bytes(bytes.begin(), bytes.end()), key));
}

}  // namespace
}  // namespace mtscomp
