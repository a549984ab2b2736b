// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/landlock.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/process/privileges.h"
#include "mtscomp/base/file_descriptor.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

enum ExitStatus { kRight = 0, kWrong = 1, kNotSupported = 77 };

class LandlockTest : public ::testing::Test {
 protected:
  LandlockTest() {
    std::filesystem::create_directory(allowed_);
    std::filesystem::create_directory(cache_);
    write_file(file_, "before");
    write_file(allowed_ + "/x", "before");
  }

  // Runs in a child, because giving up write access is permanent.
  template <typename Function>
  void expect_after(Function function) {
    const pid_t child = ::fork();
    if (child == 0) {
      keep_only_capabilities({});
      if (!give_up_writing(
              {.files = {allowed_, "/nowhere"}, .directories = {cache_}})) {
        std::_Exit(kNotSupported);
      }
      std::_Exit(function() ? kRight : kWrong);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == kNotSupported) {
      GTEST_SKIP() << "this kernel has no Landlock";
    }
    EXPECT_EQ(WEXITSTATUS(status), kRight);
  }

  static bool is_denied(int result) { return result < 0 && errno == EACCES; }

  TempDir directory_;
  std::string file_ = directory_.file("x");
  std::string allowed_ = directory_.file("allowed");
  std::string cache_ = directory_.file("cache");
};

TEST_F(LandlockTest, OwnFilesAreNotOpenedForWriting) {
  expect_after([this] {
    return is_denied(::open(file_.c_str(), O_WRONLY)) &&
           is_denied(::open(file_.c_str(), O_RDWR)) &&
           is_denied(::open(file_.c_str(), O_RDONLY | O_TRUNC));
  });
  EXPECT_TRUE(same_bytes(to_bytes("before"), read_file(file_)));
}

TEST_F(LandlockTest, NamesStayAsTheyAre) {
  const std::string other = directory_.file("y");
  expect_after([&] {
    return is_denied(::open(other.c_str(), O_WRONLY | O_CREAT, 0600)) &&
           is_denied(::mkdir(other.c_str(), 0700)) &&
           is_denied(::symlink("x", other.c_str())) &&
           is_denied(::rename(file_.c_str(), other.c_str())) &&
           is_denied(::unlink(file_.c_str()));
  });
  EXPECT_EQ(directory_.files().size(), 3U);
}

TEST_F(LandlockTest, ReadingStays) {
  expect_after([this] {
    char byte = 0;
    const FileDescriptor file(::open(file_.c_str(), O_RDONLY));
    return ::read(file.get(), &byte, 1) == 1 && byte == 'b' &&
           !std::filesystem::is_empty(directory_.path());
  });
}

TEST_F(LandlockTest, WhatIsOpenIsWrittenTo) {
  const FileDescriptor log(::open(file_.c_str(), O_WRONLY | O_APPEND));
  expect_after([&] { return ::write(log.get(), "!", 1) == 1; });
}

TEST_F(LandlockTest, WhatIsAllowedIsWrittenTo) {
  expect_after([this] {
    const FileDescriptor file(::open((allowed_ + "/x").c_str(), O_WRONLY));
    return file.is_open() && ::write(file.get(), "!", 1) == 1;
  });
}

TEST_F(LandlockTest, AllowedDirectoryIsACache) {
  const std::string shelf = cache_ + "/shelf";
  const std::string partial = shelf + "/partial";
  const std::string extent = shelf + "/extent";
  expect_after([&] {
    if (::mkdir(shelf.c_str(), 0700) != 0) {
      return false;
    }
    const FileDescriptor file(
        ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600));
    return file.is_open() && ::write(file.get(), "!", 1) == 1 &&
           ::ftruncate(file.get(), 0) == 0 &&
           ::rename(partial.c_str(), extent.c_str()) == 0 &&
           ::open(extent.c_str(), O_WRONLY | O_TRUNC) >= 0 &&
           ::unlink(extent.c_str()) == 0 && ::rmdir(shelf.c_str()) == 0;
  });
}

TEST_F(LandlockTest, AllowedDirectoryGivesNoFileAway) {
  const std::string inside = cache_ + "/x";
  write_file(inside, "before");
  expect_after([&] {
    return ::rename(inside.c_str(), directory_.file("y").c_str()) < 0 &&
           ::rename(file_.c_str(), (cache_ + "/y").c_str()) < 0 &&
           is_denied(::symlink("x", (cache_ + "/z").c_str()));
  });
}

}  // namespace
}  // namespace mtscomp
