// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a mount shows of a tree, and what it does to it: nothing.
#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "base/files/file_io.h"
#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class ViewTest : public MountTest {
 protected:
  // A path of the source.
  std::string in_source(const std::string& name) const {
    return source_.file(name);
  }
  // A path of the mount, which is made when it is first needed.
  std::string shown(const std::string& name) {
    if (!mounted_) {
      mounted_ = std::make_unique<MountedTree>(source_.path(), options_);
    }
    return mounted_->file(name);
  }
  std::vector<std::string> list(const std::string& name) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(shown(name))) {
      names.push_back(entry.path().filename());
    }
    return names;
  }

  TempDir source_;
  MountOptionsForTest options_;
  std::unique_ptr<MountedTree> mounted_;
};

struct stat status_of(const std::string& path) {
  struct stat status = {};
  EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
  return status;
}

TEST_F(ViewTest, EachSuffixIsShownWithoutItsC) {
  SyntheticOptions options;
  for (const char* suffix : {".cbin", ".cdat", ".craw"}) {
    options.suffix = suffix;
    write_synthetic_recording(source_.path(), std::string("x") + suffix,
                              options);
  }
  EXPECT_THAT(list(""),
              UnorderedElementsAre("x.cbin.bin", "x.cdat.dat", "x.craw.raw"));
}

TEST_F(ViewTest, RealFileBesideThePairWins) {
  write_synthetic_recording(source_.path(), "x", {});
  write_file(in_source("x.bin"), "the real one");
  EXPECT_THAT(list(""), ElementsAre("x.bin"));
  EXPECT_TRUE(same_bytes(to_bytes("the real one"), read_file(shown("x.bin"))));
  EXPECT_FALSE(std::filesystem::exists(shown("x.cbin")));
  EXPECT_FALSE(std::filesystem::exists(shown("x.ch")));
}

TEST_F(ViewTest, OfTwoDataFilesTheOneThatFitsTheHeaderIsThePair) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  write_file(in_source("x.cdat"), "not it");
  EXPECT_THAT(list(""), UnorderedElementsAre("x.bin", "x.cdat"));
  EXPECT_TRUE(same_bytes(pair.raw, read_file(shown("x.bin"))));
  EXPECT_TRUE(same_bytes(to_bytes("not it"), read_file(shown("x.cdat"))));
}

TEST_F(ViewTest, OrphansPassThrough) {
  write_file(in_source("a.cbin"), "no header");
  write_file(in_source("b.ch"), "no data");
  write_file(in_source("c.cbin.partial-1"), "unfinished");
  EXPECT_THAT(list(""),
              UnorderedElementsAre("a.cbin", "b.ch", "c.cbin.partial-1"));
  EXPECT_TRUE(same_bytes(to_bytes("no header"), read_file(shown("a.cbin"))));
}

TEST_F(ViewTest, OtherFilesPassThroughWithTheirAttributes) {
  write_file(in_source("x.meta"), "nSavedChans=385\n");
  ASSERT_EQ(::chmod(in_source("x.meta").c_str(), 0640), 0);
  const struct stat expected = status_of(in_source("x.meta"));
  const struct stat found = status_of(shown("x.meta"));
  EXPECT_EQ(found.st_mode, expected.st_mode);
  EXPECT_EQ(found.st_size, expected.st_size);
  EXPECT_EQ(found.st_uid, expected.st_uid);
  EXPECT_EQ(found.st_mtim.tv_sec, expected.st_mtim.tv_sec);
  EXPECT_EQ(found.st_mtim.tv_nsec, expected.st_mtim.tv_nsec);
  EXPECT_TRUE(
      same_bytes(to_bytes("nSavedChans=385\n"), read_file(shown("x.meta"))));
}

TEST_F(ViewTest, RecordingIsAsNewAsTheNewerOfItsFiles) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  const std::array<timespec, 2> times = {{{2000000000, 5}, {2000000000, 5}}};
  ASSERT_EQ(::utimensat(AT_FDCWD, pair.ch_path.c_str(), times.data(), 0), 0);
  const struct stat found = status_of(shown("x.bin"));
  EXPECT_EQ(found.st_mtim.tv_sec, 2000000000);
  EXPECT_EQ(found.st_mtim.tv_nsec, 5);
}

TEST_F(ViewTest, DirectoriesNestAndSymlinksStayThemselves) {
  std::filesystem::create_directories(in_source("a/b"));
  const SyntheticRecording pair =
      write_synthetic_recording(in_source("a/b"), "x", {});
  std::filesystem::create_symlink("a/b/x.bin", in_source("link"));
  EXPECT_TRUE(same_bytes(pair.raw, read_file(shown("a/b/x.bin"))));
  EXPECT_EQ(std::filesystem::read_symlink(shown("link")), "a/b/x.bin");
  EXPECT_TRUE(same_bytes(pair.raw, read_file(shown("link"))));
}

TEST_F(ViewTest, SymlinkedPairInsideTheSourceIsShown) {
  std::filesystem::create_directory(in_source("store"));
  const SyntheticRecording pair =
      write_synthetic_recording(in_source("store"), "x", {});
  std::filesystem::create_symlink("store/x.cbin", in_source("y.cbin"));
  std::filesystem::create_symlink("store/x.ch", in_source("y.ch"));
  EXPECT_TRUE(same_bytes(pair.raw, read_file(shown("y.bin"))));
}

TEST_F(ViewTest, SymlinkedPairOutsideTheSourceIsNotFollowed) {
  const TempDir elsewhere;
  write_synthetic_recording(elsewhere.path(), "x", {});
  std::filesystem::create_symlink(elsewhere.file("x.cbin"),
                                  in_source("y.cbin"));
  std::filesystem::create_symlink(elsewhere.file("x.ch"), in_source("y.ch"));
  EXPECT_THAT(list(""), UnorderedElementsAre("y.cbin", "y.ch"));
}

TEST_F(ViewTest, EntriesAndTheirStatusAgreeOnInodeNumbers) {
  write_synthetic_recording(source_.path(), "x", {});
  write_file(in_source("x.meta"), "text");
  std::set<std::uint64_t> inodes;
  DIR* const stream = ::opendir(shown("").c_str());
  while (const dirent* entry = ::readdir(stream)) {
    if (entry->d_name[0] != '.') {
      EXPECT_EQ(entry->d_ino, status_of(shown(entry->d_name)).st_ino);
      inodes.insert(entry->d_ino);
    }
  }
  ::closedir(stream);
  EXPECT_EQ(inodes.size(), 2U);
}

TEST_F(ViewTest, WritingAnythingIsRefusedAsReadOnly) {
  write_synthetic_recording(source_.path(), "x", {});
  EXPECT_EQ(::open(shown("x.bin").c_str(), O_RDWR), -1);
  EXPECT_EQ(errno, EROFS);
  EXPECT_EQ(::open(shown("new").c_str(), O_WRONLY | O_CREAT, 0600), -1);
  EXPECT_EQ(errno, EROFS);
  EXPECT_EQ(::unlink(shown("x.bin").c_str()), -1);
  EXPECT_EQ(errno, EROFS);
  EXPECT_EQ(::access(shown("x.bin").c_str(), W_OK), -1);
  EXPECT_EQ(errno, EROFS);
  EXPECT_EQ(::access(shown("x.bin").c_str(), R_OK), 0);
}

TEST_F(ViewTest, StatfsIsThatOfTheSource) {
  struct statvfs expected = {};
  struct statvfs found = {};
  ASSERT_EQ(::statvfs(source_.path().c_str(), &expected), 0);
  ASSERT_EQ(::statvfs(shown("").c_str(), &found), 0);
  EXPECT_EQ(found.f_blocks, expected.f_blocks);
  EXPECT_NE(found.f_flag & ST_RDONLY, 0U);
  EXPECT_NE(found.f_flag & ST_NOSUID, 0U);
  EXPECT_NE(found.f_flag & ST_NODEV, 0U);
}

timespec access_time(const std::string& path) {
  return status_of(path).st_atim;
}

void set_old_access_time(const std::string& path) {
  const std::array<timespec, 2> times = {{{1000000000, 0}, {0, UTIME_OMIT}}};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
}

TEST_F(ViewTest, ReadingLeavesAccessTimesAlone) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  write_file(in_source("x.meta"), "text");
  const std::vector<std::string> touched = {
      pair.cbin_path, pair.ch_path, in_source("x.meta"), source_.path()};
  for (const std::string& path : touched) {
    set_old_access_time(path);
  }
  list("");
  read_file(shown("x.bin"));
  read_file(shown("x.meta"));
  for (const std::string& path : touched) {
    EXPECT_EQ(access_time(path).tv_sec, 1000000000) << path;
  }
}

TEST_F(ViewTest, FifoIsShownAndNeverOpenedByTheDaemon) {
  ASSERT_EQ(::mkfifo(in_source("x.cbin").c_str(), 0600), 0);
  write_file(in_source("x.ch"), "{}");
  EXPECT_THAT(list(""), UnorderedElementsAre("x.cbin", "x.ch"));
  EXPECT_TRUE(S_ISFIFO(status_of(shown("x.cbin")).st_mode));
}

// The old version's pages and the new one's are different files to the kernel.
TEST_F(ViewTest, ReplacedPairIsAnotherInodeWithTheNewBytes) {
  options_.arguments = {"-o", "timeout=0"};
  write_synthetic_recording(source_.path(), "x", {});
  const std::uint64_t before = status_of(shown("x.bin")).st_ino;
  read_file(shown("x.bin"));
  const TempDir aside;
  SyntheticOptions options;
  options.seed = 99;
  const SyntheticRecording newer =
      write_synthetic_recording(aside.path(), "x", options);
  std::filesystem::copy_file(newer.cbin_path, in_source("x.cbin"),
                             std::filesystem::copy_options::overwrite_existing);
  std::filesystem::copy_file(newer.ch_path, in_source("x.ch"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_NE(status_of(shown("x.bin")).st_ino, before);
  EXPECT_TRUE(same_bytes(newer.raw, read_file(shown("x.bin"))));
}

TEST_F(ViewTest, SixteenReadersOfOneColdChunkCauseOneDecode) {
  SyntheticOptions options;
  options.n_channels = 385;
  options.chunk_lengths = {20000};  // Long enough for all to meet.
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", options);
  const std::string path = shown("x.bin");
  std::vector<std::thread> readers;
  for (std::size_t i = 0; i < 16; ++i) {
    readers.emplace_back([&path, &pair, i] {
      const std::size_t at = i * (pair.raw.size() / 16);
      Bytes bytes(1000);
      const FileDescriptor file = open_for_reading(path);
      EXPECT_EQ(::pread(file.get(), bytes.data(), bytes.size(),
                        static_cast<off_t>(at)),
                1000);
      EXPECT_TRUE(same_bytes(std::span(pair.raw).subspan(at, 1000), bytes));
    });
  }
  for (std::thread& reader : readers) {
    reader.join();
  }
  EXPECT_EQ(mounted_->stop(SIGTERM), 0);
  EXPECT_EQ(mounted_->counter("misses"), 1U);
  EXPECT_GE(mounted_->counter("joins") + mounted_->counter("hits"), 15U);
}

}  // namespace
}  // namespace mtscomp
