// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Views inside a source, of the same archive or of another, at places that are
// not mount options of the daemon.  Reading them, the daemon would wait for
// itself for ever, directly or through another daemon.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <csignal>
#include <filesystem>

#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class NestedViewsTest : public MountedViewTest {
 protected:
  void SetUp() override {
    MountedViewTest::SetUp();
    pair_ = write_pair("a/x.cbin");
    std::filesystem::create_directory(in_source("a/view"));
    mount_with("timeout=0");
  }

  // Lists all files below a directory, with a time limit.
  static ProgramResult find(const std::string& path) {
    return run_program({"timeout", "--signal=KILL", "30", "find", path});
  }
  void expect_view_is_not_shown(const std::string& directory) {
    const ProgramResult found = find(shown(directory));
    EXPECT_EQ(found.exit_code, 0) << found.output;
    EXPECT_THAT(found.output, HasSubstr("x.bin\n"));
    EXPECT_THAT(found.output, Not(HasSubstr("view")));
    EXPECT_THAT(list(directory), ElementsAre("x.bin"));
    EXPECT_EQ(lookup_errno(directory + "/view"), ENOENT);
    EXPECT_TRUE(shows(directory + "/x.bin", pair_.raw));
  }

  SyntheticRecording pair_;
};

TEST_F(NestedViewsTest, MountPointWhoseParentWasRenamedIsNotShown) {
  options_.mount_point = in_source("a/view");
  mounted();
  std::filesystem::rename(in_source("a"), in_source("b"));
  const std::string view = in_source("b/view");
  const ProgramResult found = find(view);
  EXPECT_EQ(found.exit_code, 0) << found.output;
  EXPECT_THAT(found.output, HasSubstr("b/x.bin\n"));
  EXPECT_THAT(found.output, Not(HasSubstr("b/view/b/view")));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
}

TEST_F(NestedViewsTest, AnotherViewOfTheSourceIsNotShown) {
  mounted();
  const MountedTree other(source_.path(), {.arguments = options_.arguments,
                                           .mount_point = in_source("a/view")});
  expect_view_is_not_shown("a");
}

TEST_F(NestedViewsTest, ViewThatIsBoundIntoTheSourceIsNotShown) {
  const std::string view = in_source("a/view");
  if (::mount(mounted().mount_point().c_str(), view.c_str(), nullptr, MS_BIND,
              nullptr) != 0) {
    ASSERT_EQ(errno, EPERM);
    GTEST_SKIP() << "needs root, to bind";
  }
  expect_view_is_not_shown("a");
  EXPECT_EQ(::umount2(view.c_str(), MNT_DETACH), 0);
}

// Bug: the daemon waited for itself and could not be killed.
class NestedViewsOverlayTest : public NestedViewsTest {
 protected:
  void SetUp() override {
    NestedViewsTest::SetUp();
    if (IsSkipped()) {
      return;
    }
    for (const char* const name : {"upper", "work", "empty"}) {
      std::filesystem::create_directory(layers_.file(name));
    }
  }
  void TearDown() override {
    ::umount2(in_source("a/view").c_str(), MNT_DETACH);
    if (mounted_) {
      EXPECT_EQ(mounted().stop(SIGTERM), 0);
    }
  }

  // Mounts an overlay of `lower` in the source; false if that is not permitted.
  bool overlay(const std::string& lower) {
    const std::string options = "lowerdir=" + lower + ":" +
                                layers_.file("empty") +
                                ",upperdir=" + layers_.file("upper") +
                                ",workdir=" + layers_.file("work");
    return ::mount("overlay", in_source("a/view").c_str(), "overlay", 0,
                   options.c_str()) == 0;
  }

  TempDir layers_;
};

TEST_F(NestedViewsOverlayTest, OfTheViewIsNotShown) {
  if (!overlay(mounted().mount_point())) {
    GTEST_SKIP() << "needs root and overlayfs";
  }
  expect_view_is_not_shown("a");
}

// The mount table does not show to which directory a relative path referred.
TEST_F(NestedViewsOverlayTest, ThatTheMountTableDoesNotTellIsNotWaitedFor) {
  const std::filesystem::path view = mounted().mount_point();
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(view.parent_path());
  const bool is_mounted = overlay(view.filename());
  std::filesystem::current_path(before);
  if (!is_mounted) {
    GTEST_SKIP() << "needs root and overlayfs";
  }
  const ProgramResult found = find(shown("a"));
  EXPECT_LE(found.exit_code, 1) << found.output;  // Not killed.
  EXPECT_TRUE(shows("a/x.bin", pair_.raw));
}

// Each pair is packed and verified once, even if views show it again.
TEST_F(NestedViewsTest, ProgramsPassOverAViewInTheTree) {
  options_.mount_point = in_source("a/view");
  mounted();
  const ProgramResult info =
      run_program({MTSCOMP_INFO_PROGRAM, "--json", source_.path()});
  EXPECT_EQ(info.exit_code, 0) << info.output;
  EXPECT_THAT(info.output, HasSubstr("\"n_packed\": 1"));
  EXPECT_THAT(info.output, Not(HasSubstr("a/view")));
}

}  // namespace
}  // namespace mtscomp
