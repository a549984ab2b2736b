// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/files/file_io.h"
#include "mtscomp/base/file_identity.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class LocalFileTest : public ::testing::Test {
 protected:
  LocalFileTest() { write_file(path_, "0123456789"); }

  LocalFile open() const { return LocalFile(open_for_reading(path_)); }

  static std::string read(const SourceFile& file, std::uint64_t offset,
                          std::size_t size) {
    std::string text(size, '?');
    text.resize(
        file.read_up_to(offset, std::as_writable_bytes(std::span(text)), "x"));
    return text;
  }

  TempDir directory_;
  std::string path_ = directory_.file("x");
};

TEST_F(LocalFileTest, ReadsBytesAtAnyOffset) {
  const LocalFile file = open();
  EXPECT_EQ(read(file, 7, 2), "78");
  EXPECT_EQ(read(file, 0, 3), "012");
}

TEST_F(LocalFileTest, ReadsFewerBytesOnlyAtItsEnd) {
  const LocalFile file = open();
  EXPECT_EQ(read(file, 8, 5), "89");
  EXPECT_EQ(read(file, 10, 5), "");
  EXPECT_EQ(read(file, 1000, 5), "");
}

TEST_F(LocalFileTest, StatusIsTheCurrentOne) {
  const LocalFile file = open();
  const struct stat before = file.status("x");
  EXPECT_EQ(before.st_size, 10);
  std::filesystem::resize_file(path_, 4);
  const struct stat after = file.status("x");
  EXPECT_EQ(after.st_size, 4);
  EXPECT_NE(FileIdentity::of(before), FileIdentity::of(after));
}

TEST_F(LocalFileTest, ReadsTheFileThatWasOpened) {
  const LocalFile file = open();
  std::filesystem::remove(path_);
  write_file(path_, "another file");
  EXPECT_EQ(read(file, 0, 20), "0123456789");
}

TEST_F(LocalFileTest, HasADescriptor) {
  const LocalFile file = open();
  ASSERT_NE(file.descriptor(), nullptr);
  EXPECT_TRUE(file.descriptor()->is_open());
}

TEST_F(LocalFileTest, ErrorsNameTheFile) {
  const LocalFile file(
      FileDescriptor(::open(path_.c_str(), O_WRONLY | O_CLOEXEC)));
  try {
    read(file, 0, 1);
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EBADF);
    EXPECT_THAT(error.what(), HasSubstr("x: cannot read"));
  }
}

}  // namespace
}  // namespace mtscomp
