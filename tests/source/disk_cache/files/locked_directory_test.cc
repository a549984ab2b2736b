// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/locked_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class LockedDirectoryTest : public ::testing::Test {
 protected:
  // Returns the message of the UsageError.
  std::string usage_error() {
    try {
      open_locked_directory(path_);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }
  mode_t mode_of(const std::string& path) {
    struct stat status = {};
    EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
    return status.st_mode & 07777U;
  }

  TempDir temporary_;
  std::string path_ = temporary_.file("cache");
};

TEST_F(LockedDirectoryTest, IsCreatedForTheUserAlone) {
  const LockedDirectory locked = open_locked_directory(path_);
  EXPECT_EQ(mode_of(path_), 0700);
  EXPECT_EQ(mode_of(path_ + "/lock"), 0600);
  EXPECT_EQ(locked.directory.path(), path_);
}

TEST_F(LockedDirectoryTest, ASecondUserOfTheDirectoryIsRefused) {
  const LockedDirectory locked = open_locked_directory(path_);
  EXPECT_THAT(usage_error(),
              AllOf(StartsWith(path_ + ": another process uses this directory"),
                    HasSubstr("choose another directory")));
}

TEST_F(LockedDirectoryTest, AnotherProcessIsRefused) {
  const LockedDirectory locked = open_locked_directory(path_);
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(usage_error() == "no error" ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(LockedDirectoryTest, IsFreeAfterwards) {
  open_locked_directory(path_);
  EXPECT_NO_THROW(open_locked_directory(path_));
}

TEST_F(LockedDirectoryTest, IsFreeAfterItsProcessWasKilled) {
  const pid_t child = ::fork();
  if (child == 0) {
    const LockedDirectory locked = open_locked_directory(path_);
    ::raise(SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_NO_THROW(open_locked_directory(path_));
}

TEST_F(LockedDirectoryTest, ADirectoryThatOthersCanWriteToIsRefused) {
  std::filesystem::create_directory(path_);
  for (const mode_t mode : {0720U, 0702U, 01777U, 0770U}) {
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    EXPECT_THAT(usage_error(),
                AllOf(StartsWith(path_ + ": other users can write"),
                      HasSubstr("mode 0700")))
        << mode;
  }
  for (const mode_t mode : {0700U, 0755U, 0711U}) {
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    EXPECT_NO_THROW(open_locked_directory(path_)) << mode;
  }
}

TEST_F(LockedDirectoryTest, ADirectoryOfAnotherUserIsRefused) {
  std::filesystem::create_directory(path_);
  if (::chown(path_.c_str(), 1, 1) != 0) {
    GTEST_SKIP() << "no right to change the owner";
  }
  ASSERT_EQ(::chmod(path_.c_str(), 0700), 0);
  EXPECT_THAT(usage_error(), HasSubstr("owner 1, mode 0700"));
}

TEST_F(LockedDirectoryTest, OtherFailuresAreErrorsOfTheSystem) {
  write_file(path_, "a file");
  EXPECT_THROW(open_locked_directory(path_ + "/below"), std::system_error);
  EXPECT_THROW(open_locked_directory(temporary_.file("no/such")),
               std::system_error);
  EXPECT_THROW(open_locked_directory(path_), std::system_error);
}

TEST_F(LockedDirectoryTest, DoesNotFollowALinkInTheDirectory) {
  std::filesystem::create_directory(path_);
  ASSERT_EQ(::chmod(path_.c_str(), 0700), 0);
  std::filesystem::create_symlink(temporary_.file("target"), path_ + "/lock");
  EXPECT_THROW(open_locked_directory(path_), std::system_error);
  EXPECT_FALSE(std::filesystem::exists(temporary_.file("target")));
}

}  // namespace
}  // namespace mtscomp
