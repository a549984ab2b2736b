// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/extent_scan.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <set>

#include "source/disk_cache/cached_extents.h"
#include "support/campaign.h"
#include "support/captured_log.h"
#include "support/sanitized.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::IsEmpty;

class ExtentScanTest : public ::testing::Test {
 protected:
  ExtentName put(std::uint64_t number, std::uint64_t size) {
    const DiskCacheKey key = key_of(number, size);
    const ExtentName name = hash_key(key).name();
    directory_.put(name, {}, Bytes(size));
    return name;
  }
  std::vector<FoundExtent> scan() { return find_extents(directory_, {}); }

  TempDir temporary_;
  std::string path_ = temporary_.file("cache");
  CacheDirectory directory_{path_};
};

TEST_F(ExtentScanTest, ANewDirectoryIsEmpty) { EXPECT_THAT(scan(), IsEmpty()); }

TEST_F(ExtentScanTest, FindsNamesAndSizes) {
  const ExtentName name = put(1, 5000);
  const std::vector<FoundExtent> found = scan();
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].name, name);
  EXPECT_EQ(found[0].bytes, 8192);
}

TEST_F(ExtentScanTest, ReturnsTheLastUsedExtentFirst) {
  std::vector<ExtentName> expected;
  for (int i = 0; i < 20; ++i) {
    expected.push_back(put(static_cast<std::uint64_t>(i), 10));
    set_age(path_of(path_, key_of(static_cast<std::uint64_t>(i), 10)),
            std::chrono::seconds(100 * i));
  }
  std::vector<ExtentName> found;
  for (const FoundExtent& extent : scan()) {
    found.push_back(extent.name);
  }
  EXPECT_EQ(found, expected);
}

TEST_F(ExtentScanTest, RemovesTemporaryFiles) {
  put(1, 10);
  const std::string file = path_of(path_, key_of(1, 10));
  std::filesystem::rename(file, file + ".tmp");
  EXPECT_THAT(scan(), IsEmpty());
  EXPECT_THAT(cached_files(path_), IsEmpty());
}

TEST_F(ExtentScanTest, IgnoresAllOtherNames) {
  put(1, 10);
  const std::string file = path_of(path_, key_of(1, 10));
  const std::string shelf = std::filesystem::path(file).parent_path();
  const std::string name = std::filesystem::path(file).filename();
  const std::string elsewhere = (name[0] == '0' ? "1" : "0") + name.substr(1);
  const std::vector<std::string> others = {
      shelf + "/x",     shelf + "/x.tmp",         file + ".tmp.old",
      shelf + "/.tmp",  shelf + "/" + elsewhere,  path_ + "/v1/x",
      path_ + "/v2/01", path_ + "/v1/zz/" + name, path_ + "/notes"};
  for (const std::string& other : others) {
    std::filesystem::create_directories(
        std::filesystem::path(other).parent_path());
    write_file(other, "kept");
  }
  std::filesystem::rename(file, file + "0");
  std::filesystem::create_directory(file);
  EXPECT_THAT(scan(), IsEmpty());
  for (const std::string& other : others) {
    EXPECT_TRUE(std::filesystem::exists(other)) << other;
  }
}

TEST_F(ExtentScanTest, FollowsNoLinks) {
  put(1, 10);
  const std::string file = path_of(path_, key_of(1, 10));
  std::filesystem::rename(file, temporary_.file("x"));
  std::filesystem::create_symlink(temporary_.file("x"), file);
  EXPECT_THAT(scan(), IsEmpty());
}

TEST_F(ExtentScanTest, SkipsADirectoryThatIsALink) {
  const CapturedLog log;
  put(1, 10);
  std::filesystem::create_directory(temporary_.file("outside"));
  const std::string shelf =
      std::filesystem::path(path_of(path_, key_of(1, 10))).parent_path();
  const std::string other =
      path_ + "/v1/" + (shelf.ends_with("00") ? "01" : "00");
  std::filesystem::create_directory_symlink(temporary_.file("outside"), other);
  EXPECT_EQ(scan().size(), 1);
  EXPECT_EQ(log.count("do not count in its size"), 1);
}

TEST_F(ExtentScanTest, EndsAfterAStopRequest) {
  put(1, 10);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THAT(find_extents(directory_, stop.get_token()), IsEmpty());
}

TEST_F(ExtentScanTest, FindsManySmallFilesFast) {
  const std::uint64_t n = is_campaign() ? 100000 : 2000;
  for (std::uint64_t i = 0; i < n; ++i) {
    put(i, 1);
  }
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(scan().size(), n);
  const std::chrono::duration<double> time =
      std::chrono::steady_clock::now() - start;
  fmt::print("{} files: {:.3f} s\n", n, time.count());
  if (!is_slow()) {
    // 20 microseconds a file; a free machine takes 3.
    EXPECT_LT(time.count(), 0.5 + 20e-6 * static_cast<double>(n));
  }
}

}  // namespace
}  // namespace mtscomp
