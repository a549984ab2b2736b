// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_store.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "source/disk_cache/cached_extents.h"
#include "support/captured_log.h"
#include "support/sanitized.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class ExtentStoreTest : public ::testing::Test {
 protected:
  ExtentStoreTest() { store_.load({}); }

  bool read() {
    Bytes found(key_.size);
    if (!store_.read(hash_key(key_), found)) {
      return false;
    }
    EXPECT_TRUE(same_bytes(bytes_, found));
    return true;
  }
  void write() { store_.write(hash_key(key_), bytes_); }
  seconds age() const {
    return std::chrono::duration_cast<seconds>(
        std::filesystem::file_time_type::clock::now() -
        std::filesystem::last_write_time(file_));
  }
  // Changes the file in place.
  void damage() {
    Bytes content = read_file(file_);
    content.back() ^= std::byte{1};
    write_file(file_, content);
  }

  CapturedLog log_;
  TempDir temporary_;
  std::string path_ = temporary_.file("cache");
  ExtentStore store_{path_, 1 << 20, 0};
  DiskCacheKey key_ = key_of(1, 10000);
  Bytes bytes_ = bytes_of(key_);
  std::string file_ = path_of(path_, key_);
};

TEST_F(ExtentStoreTest, ReadsWrittenExtents) {
  EXPECT_FALSE(read());
  write();
  EXPECT_TRUE(read());
  EXPECT_TRUE(store_.contains(hash_key(key_).name()));
  const DiskCacheCounters counters = store_.counters();
  EXPECT_EQ(counters.hits, 1);
  EXPECT_EQ(counters.misses, 1);
  EXPECT_EQ(counters.bytes, 12288);
  EXPECT_EQ(counters.corrupt, 0);
}

TEST_F(ExtentStoreTest, WritesAnExtentOnce) {
  write();
  struct stat before = {};
  ASSERT_EQ(::stat(file_.c_str(), &before), 0);
  write();
  struct stat after = {};
  ASSERT_EQ(::stat(file_.c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
}

TEST_F(ExtentStoreTest, RecordsAUseAtMostHourly) {
  write();
  set_age(file_, minutes(50));
  EXPECT_TRUE(read());
  EXPECT_GT(age(), minutes(49));
  set_age(file_, hours(2));
  EXPECT_TRUE(read());
  EXPECT_LT(age(), minutes(1));
  set_age(file_, -hours(2));  // The clock was wrong.
  EXPECT_TRUE(read());
  EXPECT_GT(age(), -minutes(1));
}

TEST_F(ExtentStoreTest, AFileThatChangesAfterItWasVerifiedIsVerifiedAgain) {
  write();
  set_age(file_, hours(2));
  EXPECT_TRUE(read());  // Verifies the file, and changes its time.
  EXPECT_TRUE(read());
  damage();
  set_age(file_, hours(2));
  EXPECT_FALSE(read());
  EXPECT_FALSE(std::filesystem::exists(file_));
  EXPECT_EQ(store_.counters().corrupt, 1);
  EXPECT_EQ(store_.counters().bytes, 0);
}

TEST_F(ExtentStoreTest, ADamagedExtentCanBeWrittenAgain) {
  write();
  damage();
  EXPECT_FALSE(read());
  write();
  EXPECT_TRUE(read());
}

TEST_F(ExtentStoreTest, AMissingFileLeavesTheIndex) {
  write();
  std::filesystem::remove(file_);
  EXPECT_FALSE(read());
  EXPECT_FALSE(store_.contains(hash_key(key_).name()));
  EXPECT_EQ(store_.counters().bytes, 0);
  EXPECT_EQ(store_.counters().corrupt, 0);
  write();
  EXPECT_TRUE(read());
}

TEST_F(ExtentStoreTest, AFileThatCannotBeOpenedStays) {
  if (is_sanitized()) {
    GTEST_SKIP() << "UndefinedBehaviorSanitizer opens pipes";
  }
  write();
  rlimit usual = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
  const rlimit none = {.rlim_cur = 0, .rlim_max = usual.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  const bool is_found = read();
  ::setrlimit(RLIMIT_NOFILE, &usual);
  EXPECT_FALSE(is_found);
  EXPECT_TRUE(read());
}

TEST_F(ExtentStoreTest, AFileOfAnotherKindIsAMiss) {
  std::filesystem::create_directories(file_);
  EXPECT_FALSE(read());
  EXPECT_THROW(write(), std::system_error);
  EXPECT_FALSE(store_.contains(hash_key(key_).name()));
  EXPECT_EQ(store_.counters().bytes, 0);
}

// The file of a removed extent would take space that does not count.
TEST_F(ExtentStoreTest, AnExtentThatIsRemovedWhileItIsWrittenLeavesNoFile) {
  const ExtentName name = hash_key(key_).name();
  for (int i = 0; i < 1000; ++i) {
    std::thread writer([&] { write(); });
    while (!store_.contains(name)) {  // Its file is written next.
    }
    const auto end =
        std::chrono::steady_clock::now() + std::chrono::nanoseconds(50 * i);
    while (std::chrono::steady_clock::now() < end) {
    }
    store_.remove(name);
    writer.join();
    ASSERT_FALSE(store_.contains(name));
    ASSERT_FALSE(std::filesystem::exists(file_)) << i;
  }
}

TEST_F(ExtentStoreTest, ATooLargeExtentEvictsNothing) {
  write();
  const DiskCacheKey large = key_of(2, (1 << 20) - 63);
  EXPECT_THROW(store_.write(hash_key(large), bytes_of(large)),
               std::system_error);
  EXPECT_TRUE(read());
  const DiskCacheKey fits = key_of(2, (1 << 20) - 64);
  store_.write(hash_key(fits), bytes_of(fits));
  EXPECT_FALSE(read());
  EXPECT_EQ(store_.counters().bytes, 1 << 20);
  EXPECT_EQ(store_.counters().evictions, 1);
}

}  // namespace
}  // namespace mtscomp
