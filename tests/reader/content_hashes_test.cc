// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/content_hashes.h"

#include <gtest/gtest.h>

#include <system_error>

#include "base/files/file_io.h"
#include "source/local/local_file.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr const char* kSha1OfAbc = "a9993e364706816aba3e25717850c26c9cd0d89d";

class ContentHashesTest : public ::testing::Test {
 protected:
  ContentHashesTest() { write_file(path_, "abc"); }

  std::optional<std::string> hash(const FileIdentity& identity) {
    return hashes_.find_or_hash(LocalFile(open_for_reading(path_)), identity,
                                path_);
  }
  FileIdentity identity() const {
    return FileIdentity::of(file_status(open_for_reading(path_), path_));
  }

  TempDir directory_;
  std::string path_ = directory_.file("x");
  std::atomic<bool> stop_ = false;
  ContentHashes hashes_ = ContentHashes(stop_);
};

TEST_F(ContentHashesTest, AreThoseOfTheWholeFile) {
  EXPECT_EQ(hash(identity()), kSha1OfAbc);
}

TEST_F(ContentHashesTest, AreNotMadeOfAFileInAnotherState) {
  FileIdentity other = identity();
  ++other.ctime_ns;
  EXPECT_EQ(hash(other), std::nullopt);
}

TEST_F(ContentHashesTest, AreRememberedByState) {
  const FileIdentity before = identity();
  hash(before);
  write_file(path_, "other");
  EXPECT_EQ(hash(before), kSha1OfAbc);
  EXPECT_NE(hash(identity()), kSha1OfAbc);
}

TEST_F(ContentHashesTest, EndEarlyWhenStopped) {
  stop_ = true;
  EXPECT_THROW(hash(identity()), std::system_error);
}

}  // namespace
}  // namespace mtscomp
