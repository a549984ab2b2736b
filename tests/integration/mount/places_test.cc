// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Symlinks, unusual mount points, and inodes that the kernel has forgotten.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <array>
#include <cstring>
#include <fstream>

#include "base/files/file_io.h"
#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class PlacesLinksTest : public MountedViewTest {
 protected:
  void link(const std::string& target, const std::string& name) {
    std::filesystem::create_symlink(target, in_source(name));
  }
};

TEST_F(PlacesLinksTest, PairLinkedFromAStoreInsideIsShown) {
  const SyntheticRecording pair = write_pair("store/a1b2.cbin");
  link("store/a1b2.cbin", "relative.cbin");
  link("store/a1b2.ch", "relative.ch");
  link(in_source("store/a1b2.cbin"), "absolute.cbin");
  link(in_source("store/a1b2.ch"), "absolute.ch");
  EXPECT_THAT(list(),
              UnorderedElementsAre("store", "relative.bin", "absolute.bin"));
  EXPECT_TRUE(shows("relative.bin", pair.raw));
  EXPECT_TRUE(shows("absolute.bin", pair.raw));
}

TEST_F(PlacesLinksTest, PairLinkedFromOutsideIsShownOnlyWhereThatIsAllowed) {
  const TempDir elsewhere;
  const SyntheticRecording pair =
      write_synthetic_recording(elsewhere.path(), "x", {});
  link(pair.cbin_path, "y.cbin");
  link(pair.ch_path, "y.ch");
  EXPECT_THAT(list(), UnorderedElementsAre("y.cbin", "y.ch"));
  EXPECT_EQ(std::filesystem::read_symlink(shown("y.ch")), pair.ch_path);
  mounted_.reset();
  mount_with("follow_symlinks");
  EXPECT_THAT(list(), UnorderedElementsAre("y.bin"));
  EXPECT_TRUE(shows("y.bin", pair.raw));
}

// If the mount covers its source, the text of an absolute link leads to the
// mount.
TEST_F(PlacesLinksTest, AbsoluteLinksAreInsideWhereTheMountCoversTheSource) {
  const SyntheticRecording pair = write_pair("store/a1b2.cbin");
  link(in_source("store/a1b2.cbin"), "x.cbin");
  link(in_source("store/a1b2.ch"), "x.ch");
  options_.mount_point = source_.path();
  for (const char* const options : {"timeout=0", "follow_symlinks"}) {
    mount_with(options);
    EXPECT_TRUE(shows("x.bin", pair.raw)) << options;
    mounted_.reset();
  }
}

TEST_F(PlacesLinksTest, OtherLinksAreShownAsTheyAre) {
  write("a/file");
  link("a/file", "to_file");
  link("a", "to_directory");
  link("/etc/passwd", "out");
  link("to_itself", "to_itself");
  EXPECT_THAT(list(), UnorderedElementsAre("a", "to_file", "to_directory",
                                           "out", "to_itself"));
  for (const char* const name :
       {"to_file", "to_directory", "out", "to_itself"}) {
    EXPECT_TRUE(std::filesystem::is_symlink(shown(name)));
    EXPECT_EQ(std::filesystem::read_symlink(shown(name)),
              std::filesystem::read_symlink(in_source(name)));
  }
  EXPECT_TRUE(shows("to_directory/file", to_bytes("text")));
}

TEST_F(PlacesLinksTest, LinkToAFileThatOnlyTheViewHasLeadsThere) {
  std::filesystem::create_directories(in_source("a/b"));
  const SyntheticRecording pair = write_pair("a/b/x.cbin");
  link("a/b/x.bin", "link");
  EXPECT_EQ(std::filesystem::read_symlink(shown("link")), "a/b/x.bin");
  EXPECT_TRUE(shows("link", pair.raw));
}

class PlacesMountPointTest : public MountedViewTest {};

TEST_F(PlacesMountPointTest, InsideTheSourceIsLeftOutWithAWarning) {
  const SyntheticRecording pair = write_pair("a/x.cbin");
  std::filesystem::create_directories(in_source("a/mnt"));
  options_.mount_point = in_source("a/mnt");
  EXPECT_TRUE(shows("a/x.bin", pair.raw));
  EXPECT_THAT(list("a"), UnorderedElementsAre("x.bin"));
  EXPECT_EQ(lookup_errno("a/mnt"), ENOENT);
  EXPECT_THAT(mounted().log(), HasSubstr("a/mnt: inside the source"));
}

// Following such a link, the daemon would wait for its own reply.
TEST_F(PlacesMountPointTest, LinksOfPairsIntoItAreNotFollowed) {
  const SyntheticRecording pair = write_pair("a/x.cbin");
  std::filesystem::create_directories(in_source("a/mnt"));
  options_.mount_point = in_source("a/mnt");
  std::filesystem::create_symlink("mnt/a/y.bin", in_source("a/y.cbin"));
  std::filesystem::copy_file(pair.ch_path, in_source("a/y.ch"));
  EXPECT_EQ(lookup_errno("a/y.bin"), ENOENT);
  EXPECT_THAT(list("a"), UnorderedElementsAre("x.bin", "y.cbin", "y.ch"));
  EXPECT_TRUE(shows("a/x.bin", pair.raw));
}

TEST_F(PlacesMountPointTest, OverTheSourceShowsTheView) {
  const SyntheticRecording pair = write_pair("a/x.cbin");
  options_.mount_point = source_.path();
  EXPECT_TRUE(shows("a/x.bin", pair.raw));
  EXPECT_EQ(lookup_errno("a/x.cbin"), ENOENT);
}

// Opens files by handle, like an NFS server, which may keep handles for any
// time.
class PlacesHandleTest : public MountedViewTest {
 protected:
  // The kernel's file_handle, followed by its bytes.
  struct Handle {
    alignas(file_handle)
        std::array<unsigned char, sizeof(file_handle) + MAX_HANDLE_SZ> bytes;

    file_handle* get() { return reinterpret_cast<file_handle*>(bytes.data()); }
  };
  Handle handle_of(const std::string& path) {
    Handle handle = {};
    handle.get()->handle_bytes = MAX_HANDLE_SZ;
    int mount_id = 0;
    EXPECT_EQ(
        ::name_to_handle_at(AT_FDCWD, path.c_str(), handle.get(), &mount_id, 0),
        0)
        << path;
    return handle;
  }
  FileDescriptor open(Handle& handle) {
    const FileDescriptor root(
        ::open(shown("").c_str(), O_RDONLY | O_DIRECTORY));
    return FileDescriptor(
        ::open_by_handle_at(root.get(), handle.get(), O_RDONLY));
  }
  // Makes the kernel drop unused inodes.
  static bool drop_kernel_caches() {
    std::ofstream file("/proc/sys/vm/drop_caches");
    file << "2" << std::flush;
    return file.good();
  }
};

TEST_F(PlacesHandleTest, OpenFilesThatTheKernelHasForgotten) {
  mount_with("timeout=0");
  const SyntheticRecording pair = write_pair("a/b/x.cbin");
  write("a/y", "plain");
  std::vector<Handle> handles;
  for (const char* const name : {"a/b/x.bin", "a/y", "a/b"}) {
    handles.push_back(handle_of(shown(name)));
  }
  if (::geteuid() != 0 || !drop_kernel_caches()) {
    GTEST_SKIP() << "dropping caches takes root";
  }
  const FileDescriptor recording = open(handles[0]);
  ASSERT_TRUE(recording.is_open()) << std::strerror(errno);
  Bytes bytes(pair.raw.size());
  EXPECT_EQ(::pread(recording.get(), bytes.data(), bytes.size(), 0),
            static_cast<ssize_t>(bytes.size()));
  EXPECT_TRUE(same_bytes(pair.raw, bytes));
  const FileDescriptor plain = open(handles[1]);
  ASSERT_TRUE(plain.is_open()) << std::strerror(errno);
  EXPECT_EQ(read_text(plain, 100, "y"), "plain");
  const FileDescriptor directory = open(handles[2]);
  ASSERT_TRUE(directory.is_open()) << std::strerror(errno);
  const FileDescriptor parent(
      ::openat(directory.get(), "..", O_RDONLY | O_DIRECTORY));
  EXPECT_EQ(file_status(parent, "..").st_ino, status_of(shown("a")).st_ino);
}

TEST_F(PlacesHandleTest, DoNotOpenAnotherVersion) {
  mount_with("timeout=0");
  const SyntheticRecording pair = write_pair("x.cbin");
  Handle handle = handle_of(shown("x.bin"));
  if (::geteuid() != 0 || !drop_kernel_caches()) {
    GTEST_SKIP() << "dropping caches takes root";
  }
  std::ofstream(pair.cbin_path, std::ios::app) << "more";
  EXPECT_FALSE(open(handle).is_open());
  EXPECT_EQ(errno, ESTALE);
}

}  // namespace
}  // namespace mtscomp
