// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/file_descriptor.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <utility>

namespace mtscomp {
namespace {

int open_null() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

bool is_open(int fd) { return ::fcntl(fd, F_GETFD) >= 0; }

TEST(FileDescriptorTest, OwnsNothingByDefault) {
  const FileDescriptor file;
  EXPECT_FALSE(file.is_open());
  EXPECT_EQ(file.get(), -1);
}

TEST(FileDescriptorTest, ClosesAtTheEnd) {
  const int fd = open_null();
  {
    const FileDescriptor file(fd);
    EXPECT_TRUE(file.is_open());
    EXPECT_EQ(file.get(), fd);
  }
  EXPECT_FALSE(is_open(fd));
}

TEST(FileDescriptorTest, MoveTakesOwnership) {
  const int fd = open_null();
  FileDescriptor first(fd);
  const FileDescriptor second = std::move(first);
  EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move): the fact.
  EXPECT_EQ(second.get(), fd);
  EXPECT_TRUE(is_open(fd));
}

TEST(FileDescriptorTest, MoveAssignmentClosesWhatItHad) {
  const int old_fd = open_null();
  const int new_fd = open_null();
  FileDescriptor file(old_fd);
  file = FileDescriptor(new_fd);
  EXPECT_FALSE(is_open(old_fd));
  EXPECT_EQ(file.get(), new_fd);
  EXPECT_TRUE(is_open(new_fd));
}

TEST(FileDescriptorTest, ReleaseGivesUpOwnership) {
  FileDescriptor file(open_null());
  const int fd = file.release();
  EXPECT_FALSE(file.is_open());
  EXPECT_TRUE(is_open(fd));
  ::close(fd);
}

TEST(FileDescriptorTest, ResetCloses) {
  const int fd = open_null();
  FileDescriptor file(fd);
  file.reset();
  EXPECT_FALSE(file.is_open());
  EXPECT_FALSE(is_open(fd));
}

}  // namespace
}  // namespace mtscomp
