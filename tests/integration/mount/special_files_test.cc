// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// FIFOs, sockets, devices and directories in the places of data and headers:
// the daemon shows them unchanged and opens none of them.
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/xattr.h>

#include <array>
#include <filesystem>
#include <set>

#include "base/files/file_io.h"
#include "integration/hostile/hostile_mount.h"

namespace mtscomp {
namespace {

// Records which files of a directory are opened.  O_PATH does not count as
// opening, also for the kernel.
class OpenWatch {
 public:
  explicit OpenWatch(const std::string& directory)
      : watch_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    EXPECT_GE(::inotify_add_watch(watch_.get(), directory.c_str(), IN_OPEN), 0);
  }

  std::set<std::string> opened() {
    alignas(inotify_event) std::array<char, 1 << 16> buffer = {};
    ssize_t n = 0;
    while ((n = ::read(watch_.get(), buffer.data(), buffer.size())) > 0) {
      for (ssize_t at = 0; at < n;) {
        const auto* const event =
            reinterpret_cast<const inotify_event*>(buffer.data() + at);
        if (event->len > 0) {
          opened_.insert(event->name);
        }
        at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
      }
    }
    return opened_;
  }

 private:
  FileDescriptor watch_;
  std::set<std::string> opened_;
};

// Opening a FIFO would block the daemon, and opening a device can have any
// effect.
class SpecialFilesTest : public HostileTest {
 protected:
  void SetUp() override {
    HostileTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    for (const std::string kind : {"fifo", "socket", "device", "directory"}) {
      // In the place of the data file, of the header, and without a pair.
      write_pair(kind + "_data.cbin");
      replace(kind + "_data.cbin", kind);
      write_pair(kind + "_header.cbin");
      replace(kind + "_header.ch", kind);
      replace(kind, kind);
      write_pair(kind + "_link.cbin");
      std::filesystem::remove(in_source(kind + "_link.cbin"));
      std::filesystem::create_symlink(kind, in_source(kind + "_link.cbin"));
    }
  }

  // Replaces the file by a special file of this kind.
  void replace(const std::string& name, const std::string& kind) {
    const std::string path = in_source(name);
    std::filesystem::remove(path);
    if (kind == "fifo") {
      ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    } else if (kind == "socket") {
      make_socket(path);
    } else if (kind == "directory") {
      std::filesystem::create_directory(path);
    } else if (::mknod(path.c_str(), S_IFCHR | 0600, makedev(1, 3)) != 0) {
      // Only root can make devices; a FIFO is used instead.
      ASSERT_EQ(errno, EPERM);
      ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    }
    specials_.insert(name);
  }

  void make_socket(const std::string& path) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    ASSERT_LT(path.size(), sizeof(address.sun_path));
    path.copy(address.sun_path, path.size());
    sockets_.emplace_back(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    ASSERT_EQ(
        ::bind(sockets_.back().get(),
               reinterpret_cast<const sockaddr*>(&address), sizeof(address)),
        0);
  }

  std::set<std::string> specials_;
  std::vector<FileDescriptor> sockets_;
};

TEST_F(SpecialFilesTest, AreShownAsTheyAreAndNeverOpened) {
  mounted();
  OpenWatch watch(source_.path());
  const std::set<std::string> names = list();
  for (const std::string& name : specials_) {
    SCOPED_TRACE(name);
    EXPECT_TRUE(names.contains(name));
    struct stat of_source = {};
    ASSERT_EQ(::lstat(in_source(name).c_str(), &of_source), 0);
    EXPECT_EQ(status_of(shown(name)).st_mode & S_IFMT,
              of_source.st_mode & S_IFMT);
    const std::string stem = std::filesystem::path(name).stem();
    EXPECT_EQ(lookup_errno(stem + ".bin"), ENOENT);
    // The kernel opens FIFOs without the daemon, and refuses devices in a mount
    // like ours.
    const FileDescriptor file(
        ::open(shown(name).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (name.starts_with("device") && S_ISCHR(of_source.st_mode)) {
      EXPECT_FALSE(file.is_open());
      EXPECT_EQ(errno, EACCES);
    }
    std::array<char, 100> value = {};
    ::getxattr(shown(name).c_str(), "user.mtscomp.cbin", value.data(),
               value.size());
    EXPECT_EQ(::access(shown(name).c_str(), R_OK), 0);
  }
  expect_good_pairs();
  const std::set<std::string> opened = watch.opened();
  for (const std::string& name : specials_) {
    if (!name.starts_with("directory")) {
      EXPECT_FALSE(opened.contains(name)) << name;
    }
  }
  // The watch does see opened files: the good pairs by the daemon, and a FIFO
  // by the test.
  EXPECT_TRUE(opened.contains("good0.cbin"));
  EXPECT_TRUE(opened.contains("good0.ch"));
  const FileDescriptor ours(
      ::open(in_source("fifo_data.cbin").c_str(), O_RDONLY | O_NONBLOCK));
  EXPECT_TRUE(watch.opened().contains("fifo_data.cbin"));
}

class SpecialFilesSwappedTest : public HostileTest {};

// The kernel still knows the names; the daemon checks the files again before it
// opens them.
TEST_F(SpecialFilesSwappedTest,
       FilesThatBecameFifosSinceTheyWereFoundAreNotOpened) {
  const FileDescriptor kept = open_for_reading(shown("good0.bin"));
  write("plain");
  EXPECT_EQ(lookup_errno("good1.bin"), 0);
  EXPECT_EQ(lookup_errno("plain"), 0);
  for (const char* const name : {"good1.cbin", "plain"}) {
    std::filesystem::remove(in_source(name));
    ASSERT_EQ(::mkfifo(in_source(name).c_str(), 0600), 0);
  }
  OpenWatch watch(source_.path());
  EXPECT_NE(read_errno("good1.bin"), 0);
  EXPECT_NE(read_errno("plain"), 0);
  EXPECT_FALSE(watch.opened().contains("good1.cbin"));
  EXPECT_FALSE(watch.opened().contains("plain"));
  good_.resize(1);
}

}  // namespace
}  // namespace mtscomp
