// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/file_io.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <system_error>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class FileIoTest : public ::testing::Test {
 protected:
  FileDescriptor open_with(std::string_view text) const {
    write_file(path_, text);
    return open_for_reading(path_);
  }

  TempDir directory_;
  std::string path_ = directory_.file("x.ch");
};

TEST_F(FileIoTest, OpensCloseOnExec) {
  const FileDescriptor file = open_with("abc");
  EXPECT_EQ(::fcntl(file.get(), F_GETFD), FD_CLOEXEC);
}

TEST_F(FileIoTest, OpensForReadingOnly) {
  const FileDescriptor file = open_with("abc");
  EXPECT_EQ(::fcntl(file.get(), F_GETFL) & O_ACCMODE, O_RDONLY);
}

TEST_F(FileIoTest, OpeningAMissingFileNamesIt) {
  try {
    open_for_reading(path_);
    FAIL() << "opened";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOENT);
    EXPECT_THAT(error.what(), HasSubstr(path_));
  }
}

TEST_F(FileIoTest, StatusHasTheSize) {
  EXPECT_EQ(file_status(open_with("abc"), path_).st_size, 3);
}

TEST_F(FileIoTest, StatusOfNoFileNamesIt) {
  try {
    file_status(FileDescriptor(), "x.ch");
    FAIL() << "has a status";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EBADF);
    EXPECT_THAT(error.what(), HasSubstr("x.ch"));
  }
}

TEST_F(FileIoTest, ReadsAtAnOffset) {
  GuardedBytes bytes(3);
  EXPECT_EQ(pread_up_to(open_with("abcdefg"), bytes.span(), 2, path_), 3);
  EXPECT_TRUE(same_bytes(to_bytes("cde"), bytes.span()));
  EXPECT_TRUE(bytes.guards_are_intact());
}

TEST_F(FileIoTest, ReadsFewerBytesAtTheEnd) {
  GuardedBytes bytes(5);
  EXPECT_EQ(pread_up_to(open_with("abcdefg"), bytes.span(), 4, path_), 3);
  EXPECT_TRUE(same_bytes(to_bytes("efg"), bytes.span().first(3)));
}

TEST_F(FileIoTest, ReadsNothingPastTheEnd) {
  GuardedBytes bytes(5);
  const FileDescriptor file = open_with("abc");
  EXPECT_EQ(pread_up_to(file, bytes.span(), 3, path_), 0);
  EXPECT_EQ(pread_up_to(file, bytes.span(), 1000, path_), 0);
}

TEST_F(FileIoTest, ReadErrorNamesTheFile) {
  GuardedBytes bytes(1);
  const FileDescriptor directory = open_for_reading(directory_.path());
  try {
    pread_up_to(directory, bytes.span(), 0, "x.cbin");
    FAIL() << "read";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EISDIR);
    EXPECT_THAT(error.what(), HasSubstr("x.cbin"));
  }
}

TEST_F(FileIoTest, ReadsAWholeText) {
  using std::string_literals::operator""s;
  EXPECT_EQ(read_text(open_with("a\n\0b"s), 100, path_), "a\n\0b"s);
  EXPECT_EQ(read_text(open_with(""), 100, path_), "");
}

TEST_F(FileIoTest, ReadsATextOfTheLargestSize) {
  EXPECT_EQ(read_text(open_with("abc"), 3, path_), "abc");
}

TEST_F(FileIoTest, RefusesATextThatIsTooLarge) {
  try {
    read_text(open_with("abcd"), 3, "x.ch");
    FAIL() << "read";
  } catch (const FormatError& error) {
    EXPECT_THAT(error.what(), HasSubstr("x.ch"));
    EXPECT_THAT(error.what(), HasSubstr("4 bytes exceed the limit of 3"));
  }
}

}  // namespace
}  // namespace mtscomp
