// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Archives that change while they are mounted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <csignal>
#include <cstring>
#include <thread>

#include "base/files/file_io.h"
#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class ChangesTest : public MountedViewTest {
 protected:
  // Replaces the pair by another version, by rename.
  SyntheticRecording replace(const std::string& stem, std::uint64_t seed) {
    const TempDir aside;
    SyntheticOptions options;
    options.seed = seed;
    options.chunk_lengths = {20000, 20000, 20000};
    SyntheticRecording pair =
        write_synthetic_recording(aside.path(), stem, options);
    for (const std::string& path : {pair.cbin_path, pair.ch_path}) {
      const std::string name = std::filesystem::path(path).filename();
      std::filesystem::copy_file(path, in_source("new"));
      std::filesystem::rename(in_source("new"), in_source(name));
    }
    return pair;
  }
  // Whether the condition becomes true while the kernel may still cache a name.
  template <typename Condition>
  static bool soon(const Condition& condition) {
    for (int i = 0; i < 300; ++i) {
      if (condition()) {
        return true;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
};

TEST_F(ChangesTest, NewPairsAppearAndRemovedOnesGo) {
  mount_with("timeout=0");
  write("notes.txt");
  EXPECT_THAT(list(), ElementsAre("notes.txt"));
  EXPECT_EQ(lookup_errno("x.bin"), ENOENT);
  const SyntheticRecording pair = write_pair("x.cbin");
  EXPECT_TRUE(shows("x.bin", pair.raw));
  EXPECT_THAT(list(), UnorderedElementsAre("notes.txt", "x.bin"));
  std::filesystem::remove(pair.ch_path);
  EXPECT_EQ(lookup_errno("x.bin"), ENOENT);
  EXPECT_THAT(list(), UnorderedElementsAre("notes.txt", "x.cbin"));
  std::filesystem::remove(pair.cbin_path);
  EXPECT_THAT(list(), ElementsAre("notes.txt"));
}

TEST_F(ChangesTest, AreSeenOnceTheTimeoutIsOver) {
  mount_with("timeout=0.5");
  const SyntheticRecording pair = write_pair("x.cbin");
  EXPECT_TRUE(shows("x.bin", pair.raw));
  const SyntheticRecording newer = replace("x", 99);
  EXPECT_TRUE(soon([&] { return read_file(shown("x.bin")) == newer.raw; }));
  std::filesystem::remove(in_source("x.cbin"));
  std::filesystem::remove(in_source("x.ch"));
  EXPECT_TRUE(soon([&] { return lookup_errno("x.bin") == ENOENT; }));
}

TEST_F(ChangesTest, OpenFileGoesOnWithTheVersionThatWasOpened) {
  mount_with("timeout=0");
  const SyntheticRecording older = replace("x", 1);
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  const struct stat before = file_status(file, "x.bin");
  Bytes start(1000);
  ASSERT_EQ(::pread(file.get(), start.data(), start.size(), 0), 1000);
  const SyntheticRecording newer = replace("x", 2);
  ASSERT_NE(older.raw, newer.raw);
  // Both are open at once, and their pages do not mix.
  EXPECT_TRUE(shows("x.bin", newer.raw));
  Bytes all(older.raw.size());
  ASSERT_EQ(::pread(file.get(), all.data(), all.size(), 0),
            static_cast<ssize_t>(all.size()));
  EXPECT_TRUE(same_bytes(older.raw, all));
  EXPECT_TRUE(shows("x.bin", newer.raw));
  const struct stat after = file_status(file, "x.bin");
  EXPECT_EQ(after.st_ino, before.st_ino);
  EXPECT_EQ(after.st_size, before.st_size);
  EXPECT_EQ(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
  EXPECT_NE(status_of(shown("x.bin")).st_ino, before.st_ino);
}

TEST_F(ChangesTest, MapGoesOnWithTheVersionThatWasMapped) {
  mount_with("timeout=0");
  const SyntheticRecording older = replace("x", 1);
  const std::size_t size = older.raw.size();
  void* mapped = nullptr;
  {
    const FileDescriptor file = open_for_reading(shown("x.bin"));
    mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    ASSERT_NE(mapped, MAP_FAILED);
  }
  const auto* const bytes = static_cast<const std::byte*>(mapped);
  EXPECT_EQ(bytes[0], older.raw[0]);
  const SyntheticRecording newer = replace("x", 2);
  EXPECT_TRUE(shows("x.bin", newer.raw));
  EXPECT_TRUE(same_bytes(older.raw, std::span(bytes, size)));
  ::munmap(mapped, size);
}

// Pages that were read stay cached; they are not mixed with new bytes.
TEST_F(ChangesTest, FileOverwrittenInPlaceGivesEioAndNoMixture) {
  mount_with("timeout=0");
  const SyntheticRecording older = replace("x", 1);
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  Bytes start(1000);
  ASSERT_EQ(::pread(file.get(), start.data(), start.size(), 0), 1000);
  const TempDir aside;
  SyntheticOptions options;
  options.seed = 2;
  options.chunk_lengths = {30000, 30000};
  const SyntheticRecording newer =
      write_synthetic_recording(aside.path(), "x", options);
  write_file(in_source("x.cbin"), read_file(newer.cbin_path));
  write_file(in_source("x.ch"), read_file(newer.ch_path));
  EXPECT_EQ(::pread(file.get(), start.data(), start.size(),
                    static_cast<off_t>(older.raw.size() - 1000)),
            -1);
  EXPECT_EQ(errno, EIO);
  EXPECT_TRUE(shows("x.bin", newer.raw));
}

TEST_F(ChangesTest, FileThatPassesThroughIsReadAnew) {
  mount_with("timeout=0");
  write("x.meta", "old");
  const FileDescriptor file = open_for_reading(shown("x.meta"));
  EXPECT_TRUE(shows("x.meta", to_bytes("old")));
  write("new", "newer");
  std::filesystem::rename(in_source("new"), in_source("x.meta"));
  EXPECT_TRUE(shows("x.meta", to_bytes("newer")));
  EXPECT_EQ(read_text(file, 100, "x.meta"), "old");
}

// Bug: both names were one inode with the path that was looked up last, so the
// other name was missing until the kernel looked it up again.
TEST_F(ChangesTest, RemovedNameOfAHardLinkLeavesTheOtherReadable) {
  write("a.meta", "text");
  std::filesystem::create_hard_link(in_source("a.meta"), in_source("b.meta"));
  const SyntheticRecording pair = write_pair("x.cbin");
  for (const char* const suffix : {".cbin", ".ch"}) {
    std::filesystem::create_hard_link(in_source(std::string("x") + suffix),
                                      in_source(std::string("y") + suffix));
  }
  EXPECT_EQ(status_of(shown("a.meta")).st_ino,
            status_of(shown("b.meta")).st_ino);
  EXPECT_EQ(status_of(shown("a.meta")).st_nlink, 2U);
  EXPECT_TRUE(shows("x.bin", pair.raw));
  EXPECT_EQ(lookup_errno("y.bin"), 0);
  for (const char* const name : {"b.meta", "y.cbin", "y.ch"}) {
    std::filesystem::remove(in_source(name));
  }
  EXPECT_TRUE(shows("a.meta", to_bytes("text")));
  EXPECT_TRUE(shows("x.bin", pair.raw));
  EXPECT_EQ(read_errno("y.bin"), ENOENT);
}

TEST_F(ChangesTest, ImmutableArchiveIsLookedAtOnceUntilSighup) {
  mount_with("immutable");
  const SyntheticRecording pair = write_pair("x.cbin");
  EXPECT_TRUE(shows("x.bin", pair.raw));
  const SyntheticRecording newer = replace("x", 2);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(std::filesystem::file_size(shown("x.bin")), pair.raw.size());
  ::kill(mounted().process(), SIGHUP);
  EXPECT_TRUE(soon([&] {
    return std::filesystem::file_size(shown("x.bin")) == newer.raw.size();
  }));
  EXPECT_TRUE(shows("x.bin", newer.raw));
  EXPECT_THAT(mounted().log(), HasSubstr("SIGHUP: dropped all caches"));
}

// A replaced version is never mixed with the new one, however long names are
// cached.
TEST_F(ChangesTest, ImmutableArchiveThatChangesAllTheSameGivesNoMixture) {
  mount_with("immutable");
  const SyntheticRecording pair = write_pair("x.cbin");
  EXPECT_TRUE(shows("x.bin", pair.raw));
  const SyntheticRecording newer = replace("x", 2);
  EXPECT_TRUE(shows("x.bin", newer.raw));
}

TEST_F(ChangesTest, SighupDropsTheCachesAndServesOn) {
  const SyntheticRecording pair = write_pair("x.cbin");
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  EXPECT_TRUE(shows("x.bin", pair.raw));
  ::kill(mounted().process(), SIGHUP);
  EXPECT_TRUE(soon(
      [&] { return mounted().log().find("SIGHUP") != std::string::npos; }));
  Bytes all(pair.raw.size());
  EXPECT_EQ(::pread(file.get(), all.data(), all.size(), 0),
            static_cast<ssize_t>(all.size()));
  EXPECT_TRUE(same_bytes(pair.raw, all));
  EXPECT_TRUE(shows("x.bin", pair.raw));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  // Read at the listing, again after the signal, and at the opening.
  EXPECT_GE(mounted().counter("headers read"), 2U);
}

// Too many files for one readdir call.
TEST_F(ChangesTest, DirectoryThatChangesWhileItIsListedGivesEachNameOnce) {
  std::set<std::string> stays;
  for (int i = 0; i < 2000; ++i) {
    stays.insert("stays" + std::to_string(i));
    write("stays" + std::to_string(i));
    write("goes" + std::to_string(i));
  }
  std::multiset<std::string> found;
  int n = 0;
  for (const auto& entry : std::filesystem::directory_iterator(shown(""))) {
    found.insert(entry.path().filename());
    if (n < 2000) {
      std::filesystem::remove(in_source("goes" + std::to_string(n)));
      write("comes" + std::to_string(n));
    }
    ++n;
  }
  for (const std::string& name : stays) {
    EXPECT_EQ(found.count(name), 1U) << name;
  }
}

}  // namespace
}  // namespace mtscomp
