// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/held_directory.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <system_error>

#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

class HeldDirectoryTest : public ::testing::Test {
 protected:
  void SetUp() override { make("first"); }

  // The directory, with a file in it.
  void make(const std::string& file) const {
    std::filesystem::create_directory(path_);
    write_file(path_ + '/' + file, "text");
  }

  static bool has(const HeldDirectory& directory, const std::string& file) {
    return ::faccessat(directory.get()->get(), file.c_str(), F_OK, 0) == 0;
  }

  HeldDirectory::Options options() const {
    return {.path = path_, .interval = std::chrono::seconds(0)};
  }

  TempDir parent_;
  std::string path_ =
      std::filesystem::canonical(parent_.path()).string() + "/held";
};

TEST_F(HeldDirectoryTest, IsHeldWhenItIsRenamed) {
  const HeldDirectory held(options());
  std::filesystem::rename(path_, path_ + "2");
  make("second");
  EXPECT_TRUE(has(held, "first"));
  EXPECT_FALSE(has(held, "second"));
}

TEST_F(HeldDirectoryTest, IsOpenedAgainWhenItWasRemovedAndIsBack) {
  const CapturedLog log;
  const HeldDirectory held(options());
  std::filesystem::remove_all(path_);
  EXPECT_FALSE(has(held, "first"));
  make("second");
  EXPECT_TRUE(has(held, "second"));
  EXPECT_EQ(log.count(path_ + ": the directory is gone"), 1U);
  EXPECT_EQ(log.count("was opened again"), 1U);
}

TEST_F(HeldDirectoryTest, SaysOnceThatItIsGone) {
  const CapturedLog log;
  const HeldDirectory held(options());
  std::filesystem::remove_all(path_);
  held.get();
  held.get();
  EXPECT_EQ(log.count("the directory is gone"), 1U);
}

TEST_F(HeldDirectoryTest, IsNotFollowedToWhereALinkLeads) {
  const HeldDirectory held(options());
  std::filesystem::remove_all(path_);
  std::filesystem::create_directory(path_ + "2");
  write_file(path_ + "2/first", "text");
  std::filesystem::create_directory_symlink(path_ + "2", path_);
  EXPECT_FALSE(has(held, "first"));
}

TEST_F(HeldDirectoryTest, IsLookedForNoMoreOftenThanAskedFor) {
  HeldDirectory::Options rarely = options();
  rarely.interval = std::chrono::hours(1);
  const HeldDirectory held(rarely);
  held.get();
  std::filesystem::remove_all(path_);
  make("second");
  EXPECT_FALSE(has(held, "second"));
}

TEST_F(HeldDirectoryTest, IsNotOpenedAgainWhereThatIsNotAllowed) {
  HeldDirectory::Options options = this->options();
  options.may_open_again = false;
  const HeldDirectory held(options);
  std::filesystem::remove_all(path_);
  make("second");
  EXPECT_FALSE(has(held, "second"));
}

TEST_F(HeldDirectoryTest, ThatIsNotThereIsAnError) {
  std::filesystem::remove_all(path_);
  EXPECT_THROW(HeldDirectory{options()}, std::system_error);
}

TEST(HeldDirectory, MayBeTheRoot) {
  const HeldDirectory root({.path = "/"});
  EXPECT_TRUE(root.get()->is_open());
}

}  // namespace
}  // namespace mtscomp
