// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/cache_directory.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <system_error>

#include "base/files/file_io.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;

constexpr const char* kText = "0123456789abcdef00ff7f8090a0b0c0";
constexpr mode_t kModeBits = 07777;

class CacheDirectoryTest : public ::testing::Test {
 protected:
  void put(std::string_view header, std::string_view bytes) {
    directory_.put(name_, to_bytes(header), to_bytes(bytes));
  }
  std::string content() {
    const std::optional<OpenExtent> extent = directory_.open(name_);
    return extent ? read_text(extent->file, 1000, "x") : "none";
  }
  mode_t mode_of(const std::string& path) {
    struct stat status = {};
    EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
    return status.st_mode & kModeBits;
  }

  TempDir temporary_;
  std::string path_ = temporary_.file("cache");
  CacheDirectory directory_{path_};
  ExtentName name_ = parse_extent_name(kText).value();
  std::string shelf_ = path_ + "/v1/01";
  std::string file_ = shelf_ + "/" + kText;
};

TEST_F(CacheDirectoryTest, IsEmptyAtFirst) {
  EXPECT_EQ(content(), "none");
  EXPECT_FALSE(directory_.shelf(1));
  EXPECT_NO_THROW(directory_.remove(name_));
  EXPECT_GT(directory_.usage().f_blocks, 0);
}

TEST_F(CacheDirectoryTest, KeepsAFile) {
  put("head", "body");
  EXPECT_EQ(content(), "headbody");
  EXPECT_EQ(directory_.open(name_)->status.st_size, 8);
  EXPECT_EQ(directory_.open(name_)->path, file_);
  put("h", "");
  EXPECT_EQ(content(), "h");
  directory_.remove(name_);
  EXPECT_EQ(content(), "none");
}

TEST_F(CacheDirectoryTest, FilesAreForTheUserAlone) {
  put("", "x");
  EXPECT_EQ(mode_of(file_), 0600);
  EXPECT_EQ(mode_of(shelf_), 0700);
  EXPECT_EQ(mode_of(path_ + "/v1"), 0700);
}

TEST_F(CacheDirectoryTest, WorksAfterTheUserDeletedAllFiles) {
  put("", "x");
  std::filesystem::remove_all(path_ + "/v1");
  std::filesystem::remove(path_ + "/lock");
  EXPECT_EQ(content(), "none");
  EXPECT_NO_THROW(directory_.remove(name_));
  put("", "y");
  EXPECT_EQ(content(), "y");
}

TEST_F(CacheDirectoryTest, FailsIfTheDirectoryItselfIsGone) {
  std::filesystem::remove_all(path_);
  EXPECT_EQ(content(), "none");
  EXPECT_THROW(put("", "x"), std::system_error);
  std::filesystem::create_directory(path_);
  EXPECT_THROW(put("", "x"), std::system_error);
  EXPECT_TRUE(std::filesystem::is_empty(path_));
}

TEST_F(CacheDirectoryTest, ReplacesALeftTemporaryFile) {
  put("", "x");
  write_file(file_ + ".tmp", "left by a killed process");
  put("", "y");
  EXPECT_EQ(content(), "y");
  EXPECT_FALSE(std::filesystem::exists(file_ + ".tmp"));
}

TEST_F(CacheDirectoryTest, AFailureLeavesNoTemporaryFile) {
  std::filesystem::create_directories(file_);  // In the way of the rename.
  EXPECT_THROW(put("", "x"), std::system_error);
  EXPECT_FALSE(std::filesystem::exists(file_ + ".tmp"));
}

class CacheDirectoryLinkTest : public CacheDirectoryTest {
 protected:
  CacheDirectoryLinkTest() {
    std::filesystem::create_directories(outside_ + "/01");
    write_file(outside_file_, "outside");
  }

  void expect_unchanged() {
    EXPECT_TRUE(same_bytes(to_bytes("outside"), read_file(outside_file_)));
  }

  std::string outside_ = temporary_.file("outside");
  std::string outside_file_ = outside_ + "/01/" + kText;
};

TEST_F(CacheDirectoryLinkTest, ALinkToAFileIsNotFollowed) {
  std::filesystem::create_directories(shelf_);
  std::filesystem::create_symlink(outside_file_, file_);
  EXPECT_THROW(content(), std::system_error);
  put("", "x");  // Replaces the link.
  EXPECT_EQ(content(), "x");
  expect_unchanged();
}

TEST_F(CacheDirectoryLinkTest, ALinkInPlaceOfTheTemporaryFileIsNotFollowed) {
  std::filesystem::create_directories(shelf_);
  std::filesystem::create_symlink(outside_file_, file_ + ".tmp");
  put("", "x");
  EXPECT_EQ(content(), "x");
  expect_unchanged();
}

TEST_F(CacheDirectoryLinkTest, LinksToDirectoriesAreNotFollowed) {
  const auto expect_refused = [this] {
    EXPECT_THROW(content(), std::system_error);
    EXPECT_THROW(put("", "x"), std::system_error);
    EXPECT_THROW(directory_.remove(name_), std::system_error);
    EXPECT_THROW(directory_.shelf(1), std::system_error);
    expect_unchanged();
  };
  std::filesystem::create_directory_symlink(outside_, path_ + "/v1");
  expect_refused();
  std::filesystem::remove(path_ + "/v1");
  std::filesystem::create_directory(path_ + "/v1");
  std::filesystem::create_directory_symlink(outside_ + "/01", shelf_);
  expect_refused();
}

TEST_F(CacheDirectoryLinkTest, AFifoDoesNotBlock) {
  std::filesystem::create_directories(shelf_);
  ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
  const std::optional<OpenExtent> extent = directory_.open(name_);
  ASSERT_TRUE(extent);
  EXPECT_TRUE(S_ISFIFO(extent->status.st_mode));
}

}  // namespace
}  // namespace mtscomp
