// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bug: --safe-to-delete listed plain files that a view showed.  The pair was
// compared with itself, and the path leads to another file after unmounting.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <filesystem>

#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

namespace fs = std::filesystem;

class PlainFileTest : public MountedViewTest {
 protected:
  void SetUp() override {
    MountedViewTest::SetUp();
    pair_ = write_pair("a/x.cbin");
  }

  ProgramResult verify(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command = {MTSCOMP_VERIFY_PROGRAM,
                                        "--safe-to-delete"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_program(command);
  }
  void expect_not_listed(const std::vector<std::string>& arguments,
                         const std::string& reason = "mtscompfs") const {
    const ProgramResult result = verify(arguments);
    EXPECT_EQ(result.exit_code, 1) << result.output;
    EXPECT_THAT(result.output, HasSubstr("not verified"));
    EXPECT_THAT(result.output, HasSubstr("may be a view of the pair"));
    EXPECT_THAT(result.output, HasSubstr(reason));
    EXPECT_THAT(result.output, HasSubstr("0 safe to delete"));
  }
  void expect_listed(const std::vector<std::string>& arguments) const {
    const ProgramResult result = verify(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.output;
    EXPECT_THAT(result.output, HasSubstr(", 1 safe to delete"));
  }
  // False, with a skipped test, if mounting is not permitted.
  bool can_mount(const std::string& source, const std::string& target,
                 const char* type, unsigned long flags,
                 const std::string& data = "") {
    fs::create_directories(target);
    if (::mount(source.c_str(), target.c_str(), type, flags, data.c_str()) ==
        0) {
      return true;
    }
    EXPECT_EQ(errno, EPERM);
    return false;
  }

  SyntheticRecording pair_;
  TempDir elsewhere_;
};

TEST_F(PlainFileTest, OneInAViewIsNotListed) {
  expect_not_listed({"--raw-dir", mounted().mount_point(), source_.path()},
                    mounted().mount_point());
}

TEST_F(PlainFileTest, OneBesideItsPairInAViewIsNotListed) {
  mount_with("show_compressed");
  expect_not_listed({mounted().mount_point()});
}

// The bytes are those of a file, but the path leads elsewhere after unmounting.
TEST_F(PlainFileTest, OneThatPassesThroughAViewIsNotListed) {
  write_file(elsewhere_.file("x.bin"), pair_.raw);
  const MountedTree view(elsewhere_.path(), {});
  expect_not_listed({"--raw-dir", view.mount_point(), in_source("a")});
}

TEST_F(PlainFileTest, OneInABoundViewIsNotListed) {
  const std::string bound = elsewhere_.file("bound/a");
  if (!can_mount(mounted().file("a"), bound, nullptr, MS_BIND)) {
    GTEST_SKIP() << "needs root, to bind";
  }
  expect_not_listed({"--raw-dir", elsewhere_.file("bound"), source_.path()},
                    bound);
  EXPECT_EQ(::umount2(bound.c_str(), MNT_DETACH), 0);
}

TEST_F(PlainFileTest, OneInAnOverlayOfAViewIsNotListed) {
  for (const std::string& lower :
       {mounted().mount_point(), mounted().file("a")}) {
    const std::string overlay = elsewhere_.file("overlay");
    if (!can_mount("overlay", overlay, "overlay", 0,
                   "lowerdir=" + lower + ":" + source_.path())) {
      GTEST_SKIP() << "needs root, to mount";
    }
    const bool is_whole = lower == mounted().mount_point();
    expect_not_listed(
        {"--raw-dir", overlay, is_whole ? source_.path() : in_source("a")},
        mounted().mount_point());
    EXPECT_EQ(::umount2(overlay.c_str(), MNT_DETACH), 0);
  }
}

// A layer whose path is no longer accessible, like in a container.
TEST_F(PlainFileTest, OneInAnOverlayIsKnownByItsAttribute) {
  const std::string bound = elsewhere_.file("bound");
  const std::string overlay = elsewhere_.file("overlay");
  const std::string empty = elsewhere_.file("empty");
  fs::create_directory(empty);
  if (!can_mount(mounted().file("a"), bound, nullptr, MS_BIND)) {
    GTEST_SKIP() << "needs root, to bind";
  }
  ASSERT_TRUE(can_mount("overlay", overlay, "overlay", 0,
                        "lowerdir=" + bound + ":" + empty));
  EXPECT_EQ(::umount2(bound.c_str(), MNT_DETACH), 0);
  expect_not_listed({"--raw-dir", overlay, in_source("a")},
                    "user.mtscomp.cbin");
  EXPECT_EQ(::umount2(overlay.c_str(), MNT_DETACH), 0);
}

TEST_F(PlainFileTest, OneOnADiskIsListed) {
  write_file(elsewhere_.file("x.bin"), pair_.raw);
  const std::vector<std::string> arguments = {"--raw-dir", elsewhere_.path(),
                                              in_source("a")};
  expect_listed(arguments);
  fs::create_hard_link(elsewhere_.file("x.bin"), elsewhere_.file("link"));
  expect_listed(arguments);
}

// Bug: symlinks below --raw-dir were followed, and may lead elsewhere when the
// file is deleted.
TEST_F(PlainFileTest, OneBehindASymlinkIsNotListed) {
  fs::create_directories(elsewhere_.file("files"));
  write_file(elsewhere_.file("files/x.bin"), pair_.raw);
  fs::create_directory(elsewhere_.file("tree"));
  fs::create_symlink("../files", elsewhere_.file("tree/a"));
  const ProgramResult result =
      verify({"--raw-dir", elsewhere_.file("tree"), source_.path()});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("0 safe to delete"));
  EXPECT_THAT(result.output, HasSubstr("tree/a/x.bin"));
}

// The pair would be verified with bytes that are not its own.
TEST_F(PlainFileTest, APairIsNotProvenByItsOwnView) {
  const std::vector<std::string> command = {MTSCOMP_PACK_PROGRAM,
                                            "-n",
                                            "4",
                                            "-s",
                                            "1000",
                                            "-d",
                                            "int16",
                                            "-q",
                                            mounted().mount_point(),
                                            "--verify-existing",
                                            "--overwrite",
                                            "--output-dir"};
  const auto pack_into = [&](const std::string& directory) {
    std::vector<std::string> all = command;
    all.push_back(directory);
    return run_program(all);
  };
  const Bytes before = read_file(pair_.cbin_path);
  const ProgramResult own = pack_into(source_.path());
  EXPECT_EQ(own.exit_code, 1);
  EXPECT_THAT(own.output, HasSubstr("may be a view of the pair"));
  EXPECT_TRUE(same_bytes(before, read_file(pair_.cbin_path)));
  const ProgramResult other = pack_into(elsewhere_.file("packed"));
  EXPECT_EQ(other.exit_code, 0) << other.output;
}

}  // namespace
}  // namespace mtscomp
