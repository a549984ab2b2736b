// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/mounting/mount_point.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "mtscomp/base/error.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

TEST(MountPointTest, ClaimIsGivenOnceAtATime) {
  const TempDir place;
  {
    const FileDescriptor claim = claim_mount_point(place.path());
    EXPECT_TRUE(claim.is_open());
    EXPECT_THROW(claim_mount_point(place.path()), UsageError);
  }
  EXPECT_TRUE(claim_mount_point(place.path()).is_open());
}

TEST(MountPointTest, ClaimOfAnotherMountPointIsIndependent) {
  const TempDir place;
  const TempDir other;
  const FileDescriptor claim = claim_mount_point(place.path());
  EXPECT_TRUE(claim_mount_point(other.path()).is_open());
}

// A process of another user that claims the mount point until it is killed.
class AnotherUser {
 public:
  explicit AnotherUser(const std::string& place) {
    constexpr uid_t kAnother = 65534;
    std::array<int, 2> ends = {};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    const FileDescriptor ready(ends[0]);
    const FileDescriptor tell(ends[1]);
    child_ = ::fork();
    if (child_ == 0) {
      const bool is_another = ::setuid(kAnother) == 0;
      const FileDescriptor claim = claim_mount_point(place);
      const char is_held = is_another && claim.is_open() ? 1 : 0;
      while (::write(tell.get(), &is_held, 1) == 1) {
        ::pause();
      }
      ::_exit(EXIT_FAILURE);
    }
    char is_held = 0;
    EXPECT_EQ(::read(ready.get(), &is_held, 1), 1);
    EXPECT_EQ(is_held, 1);
  }
  AnotherUser(const AnotherUser&) = delete;
  AnotherUser& operator=(const AnotherUser&) = delete;
  ~AnotherUser() {
    ::kill(child_, SIGKILL);
    EXPECT_EQ(::waitpid(child_, nullptr, 0), child_);
  }

 private:
  pid_t child_ = -1;
};

TEST(MountPointTest, ClaimHeldByAnotherUserIsIgnored) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "needs root, to become another user";
  }
  const TempDir place;
  ASSERT_EQ(::chmod(place.path().c_str(), 0755), 0);
  const AnotherUser another(place.path());
  EXPECT_NO_THROW(claim_mount_point(place.path()));
}

}  // namespace
}  // namespace mtscomp
