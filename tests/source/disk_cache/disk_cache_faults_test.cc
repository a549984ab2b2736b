// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Damaged files, full disks and missing directories.  Every extent that is
// found has the right bytes.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "source/disk_cache/cached_extents.h"
#include "source/disk_cache/disk_cache.h"
#include "source/disk_cache/small_disk.h"
#include "support/captured_log.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::IsEmpty;

constexpr const char* kWarning = "takes no new data";

class DiskCacheFaultsTest : public ::testing::Test {
 protected:
  static DiskCacheKey key(std::uint64_t number) { return key_of(number, 5000); }

  void open(const std::string& path, std::uint64_t max_size = 1 << 20,
            unsigned percent_free = 0) {
    path_ = path;
    cache_.reset();
    cache_.emplace(DiskCacheOptions{
        .directory = path, .max_size = max_size, .percent_free = percent_free});
  }
  void put(std::uint64_t number) {
    insert(*cache_, key(number));
    cache_->flush();
  }
  // Number of the extents that are found.
  std::uint64_t count(std::uint64_t n) {
    std::uint64_t n_found = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
      n_found += has(*cache_, key(i)) ? 1U : 0U;
    }
    return n_found;
  }

  CapturedLog log_;
  TempDir temporary_;
  std::string path_;
  std::optional<DiskCache> cache_;
};

TEST_F(DiskCacheFaultsTest, EveryDamagedByteIsAMiss) {
  open(temporary_.file("cache"));
  const DiskCacheKey small = key_of(1, 40);
  insert(*cache_, small);
  cache_->flush();
  const std::string file = path_of(path_, small);
  const Bytes content = read_file(file);
  for (std::size_t i = 0; i < content.size(); ++i) {
    Bytes damaged = content;
    damaged[i] ^= std::byte{0x10};
    write_file(file, damaged);
    EXPECT_FALSE(has(*cache_, small)) << i;
    EXPECT_FALSE(std::filesystem::exists(file));
    write_file(file, content);
    EXPECT_TRUE(has(*cache_, small));
  }
  EXPECT_EQ(cache_->counters().corrupt, content.size());
}

TEST_F(DiskCacheFaultsTest, ShortAndLongFilesAreMisses) {
  open(temporary_.file("cache"));
  put(1);
  const std::string file = path_of(path_, key(1));
  const Bytes content = read_file(file);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64},
        content.size() - 1, content.size() + 1}) {
    Bytes damaged = content;
    damaged.resize(size);
    write_file(file, damaged);
    EXPECT_FALSE(has(*cache_, key(1))) << size;
    EXPECT_FALSE(std::filesystem::exists(file));
  }
  put(1);
  EXPECT_TRUE(has(*cache_, key(1)));
}

TEST_F(DiskCacheFaultsTest, AFileUnderTheNameOfAnotherIsAMiss) {
  open(temporary_.file("cache"));
  put(1);
  put(2);
  std::filesystem::copy_file(path_of(path_, key(1)), path_of(path_, key(2)),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_FALSE(has(*cache_, key(2)));
  EXPECT_TRUE(has(*cache_, key(1)));
}

TEST_F(DiskCacheFaultsTest, DeletingAllFilesClearsTheCache) {
  open(temporary_.file("cache"));
  put(1);
  std::filesystem::remove_all(path_ + "/v1");
  std::filesystem::remove(path_ + "/lock");
  EXPECT_FALSE(has(*cache_, key(1)));
  EXPECT_EQ(cache_->counters().bytes, 0);
  put(1);
  EXPECT_TRUE(has(*cache_, key(1)));
  EXPECT_EQ(log_.text(), "");
}

TEST_F(DiskCacheFaultsTest, ADirectoryThatIsRemovedIsReportedOnce) {
  open(temporary_.file("cache"));
  put(0);
  std::filesystem::remove_all(path_);
  for (std::uint64_t i = 0; i < 20; ++i) {
    EXPECT_FALSE(has(*cache_, key(i)));
    put(i);
  }
  EXPECT_EQ(log_.count(kWarning), 1);
  EXPECT_EQ(cache_->counters().dropped, 20);
  EXPECT_EQ(cache_->counters().bytes, 0);
}

TEST_F(DiskCacheFaultsTest, ALimitOfTheFileSizeIsReportedOnce) {
  open(temporary_.file("cache"));
  put(0);
  rlimit usual = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  const rlimit low = {.rlim_cur = 4500, .rlim_max = usual.rlim_max};
  const auto usual_action = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &low), 0);
  for (std::uint64_t i = 1; i < 20; ++i) {
    put(i);
  }
  ::setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, usual_action);
  EXPECT_EQ(cached_files(path_).size(), 1);  // No temporary file.
  EXPECT_EQ(cache_->counters().bytes, 8192);
  EXPECT_EQ(cache_->counters().dropped, 19);
  EXPECT_EQ(count(20), 1);
  EXPECT_EQ(log_.count(kWarning), 1);
  put(1);
  EXPECT_EQ(count(20), 2);
}

TEST_F(DiskCacheFaultsTest, ASmallDiskLimitsTheCache) {
  const SmallDisk disk("size=256k");
  if (!disk.is_mounted()) {
    GTEST_SKIP() << "no right to mount";
  }
  open(disk.file("cache"), 10 << 20);
  for (std::uint64_t i = 0; i < 100; ++i) {
    put(i);
    EXPECT_TRUE(has(*cache_, key(i)));
  }
  EXPECT_EQ(count(100), 256 / 8);
  EXPECT_EQ(log_.text(), "");
  cache_.reset();
}

TEST_F(DiskCacheFaultsTest, AFullDiskIsReportedOnce) {
  const SmallDisk disk("size=256k");
  if (!disk.is_mounted()) {
    GTEST_SKIP() << "no right to mount";
  }
  open(disk.file("cache"), 10 << 20);
  write_file(disk.file("other"), Bytes(256 << 10));
  for (std::uint64_t i = 0; i < 20; ++i) {
    put(i);
  }
  EXPECT_EQ(count(20), 0);
  EXPECT_EQ(log_.count(kWarning), 1);
  EXPECT_EQ(log_.count("free space, or choose another directory"), 1);
  std::filesystem::remove(disk.file("other"));
  put(1);
  EXPECT_EQ(count(20), 1);
  cache_.reset();
}

TEST_F(DiskCacheFaultsTest, PartOfTheDiskStaysFree) {
  const SmallDisk disk("size=1m");
  if (!disk.is_mounted()) {
    GTEST_SKIP() << "no right to mount";
  }
  open(disk.file("cache"), 10 << 20, 50);
  for (std::uint64_t i = 0; i < 100; ++i) {
    put(i);
    EXPECT_LE(disk.used(), 512 << 10);
  }
  EXPECT_EQ(count(100), 64);
  // Another program needs the space.
  write_file(disk.file("other"), Bytes(256 << 10));
  put(100);
  EXPECT_LE(disk.used(), 512 << 10);
  EXPECT_EQ(count(101), 32);
  EXPECT_EQ(log_.text(), "");
  cache_.reset();
}

TEST_F(DiskCacheFaultsTest, WithoutFreeInodesTheOldestExtentsAreReplaced) {
  const SmallDisk disk("size=8m,nr_inodes=300");
  if (!disk.is_mounted()) {
    GTEST_SKIP() << "no right to mount";
  }
  open(disk.file("cache"), 10 << 20);
  for (std::uint64_t i = 0; i < 200; ++i) {
    put(i);
  }
  EXPECT_GT(count(200), 20);
  EXPECT_GT(cache_->counters().evictions, 5);
  EXPECT_EQ(cache_->counters().bytes, space_of(cached_files(path_)));
  EXPECT_EQ(log_.count(kWarning), 1);
  cache_.reset();
}

// Runs in a child, because it gives up rights for good.
template <typename Function>
void expect_in_child(Function function) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      ::_exit(function());
    } catch (...) {
      ::_exit(3);
    }
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) {
    GTEST_SKIP() << "this kernel or user cannot give up the right";
  }
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

constexpr uid_t kUser = 12345;

bool become(uid_t user) {
  return ::setgroups(0, nullptr) == 0 && ::setgid(user) == 0 &&
         ::setuid(user) == 0;
}

TEST_F(DiskCacheFaultsTest, AnyUserCanKeepACache) {
  ASSERT_EQ(::chmod(temporary_.path().c_str(), 0755), 0);
  const std::string path = temporary_.file("cache");
  std::filesystem::create_directory(path);
  expect_in_child([&] {
    if (::chown(path.c_str(), kUser, kUser) != 0 ||
        ::chmod(path.c_str(), 0700) != 0 || !become(kUser)) {
      return 77;
    }
    open(path);
    put(1);
    return has(*cache_, key(1)) ? 0 : 1;
  });
}

TEST_F(DiskCacheFaultsTest, WithoutPermissionNothingIsFound) {
  ASSERT_EQ(::chmod(temporary_.path().c_str(), 0755), 0);
  const std::string path = temporary_.file("cache");
  std::filesystem::create_directory(path);
  expect_in_child([&] {
    if (::chown(path.c_str(), kUser, kUser) != 0 ||
        ::chmod(path.c_str(), 0700) != 0 || !become(kUser)) {
      return 77;
    }
    open(path);
    put(1);
    for (const std::string& directory : {path, path + "/v1"}) {
      ::chmod(directory.c_str(), 0);
      for (std::uint64_t i = 1; i < 5; ++i) {
        put(i);
        if (has(*cache_, key(i))) {
          return 1;
        }
      }
      ::chmod(directory.c_str(), 0700);
    }
    put(1);
    return has(*cache_, key(1)) ? 0 : 2;
  });
  EXPECT_LE(log_.count(kWarning), 1);
}

// Allows only the changes below the directory that a cache needs.
bool restrict_to(const std::string& directory) {
  constexpr std::uint64_t kNeeded =
      LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
      LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE;
  const landlock_ruleset_attr attributes = {
      .handled_access_fs = kNeeded | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                           LANDLOCK_ACCESS_FS_MAKE_SYM};
  const auto rules = static_cast<int>(::syscall(
      SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0UL));
  const landlock_path_beneath_attr rule = {
      .allowed_access = kNeeded,
      .parent_fd = ::open(directory.c_str(), O_PATH | O_CLOEXEC)};
  return rules >= 0 &&
         ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
                   &rule, 0UL) == 0 &&
         ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::syscall(SYS_landlock_restrict_self, rules, 0UL) == 0;
}

TEST_F(DiskCacheFaultsTest, WorksUnderLandlock) {
  const std::string path = temporary_.file("cache");
  std::filesystem::create_directory(path);
  ASSERT_EQ(::chmod(path.c_str(), 0700), 0);
  expect_in_child([&] {
    if (!restrict_to(path)) {
      return 77;
    }
    if (::open(temporary_.file("x").c_str(), O_WRONLY | O_CREAT, 0600) >= 0) {
      return 1;
    }
    open(path, 4 * 8192);
    for (std::uint64_t i = 0; i < 10; ++i) {
      put(i);
    }
    const bool is_right = count(10) == 4;
    open(path, 4 * 8192);
    return is_right && count(10) == 4 ? 0 : 2;
  });
  EXPECT_EQ(log_.text(), "");
}

}  // namespace
}  // namespace mtscomp
