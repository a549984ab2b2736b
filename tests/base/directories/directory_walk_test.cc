// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/directory_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include "mtscomp/base/file_descriptor.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DirectoryWalkTest : public ::testing::Test {
 protected:
  void make(const std::string& path) {
    const std::filesystem::path file = directory_.file(path);
    std::filesystem::create_directories(file.parent_path());
    write_file(file, "x");
  }
  // "directory: names" of each directory, in the order of the walk.
  std::vector<std::string> walk(const std::string& root) {
    std::vector<std::string> visited;
    walk_directories(
        Directory::open(root),
        [&](const std::string& directory,
            const std::vector<DirectoryEntry>& entries) {
          std::string text = directory + ":";
          for (const DirectoryEntry& entry : entries) {
            text += " " + entry.name;
          }
          visited.push_back(text);
        },
        [this](const std::string& message) { unreadable_.push_back(message); });
    return visited;
  }

  TempDir directory_;
  std::vector<std::string> unreadable_;
};

TEST_F(DirectoryWalkTest, ComesInAnOrderThatOnlyTheNamesDecide) {
  make("c.bin");
  make("b/2/y");
  make("b/1/x");
  make("a.d/z");
  EXPECT_THAT(
      walk(directory_.path()),
      ElementsAre(": a.d b c.bin", "a.d: z", "b: 1 2", "b/1: x", "b/2: y"));
  EXPECT_THAT(unreadable_, IsEmpty());
}

TEST_F(DirectoryWalkTest, SymlinksAreEntriesAndNotFollowed) {
  make("real/x");
  std::filesystem::create_symlink("real", directory_.file("link"));
  std::filesystem::create_symlink(".", directory_.file("real/loop"));
  EXPECT_THAT(walk(directory_.path()),
              ElementsAre(": link real", "real: loop x"));
  EXPECT_EQ(read_directory(Directory::open(directory_.path())).front().type,
            EntryType::kSymlink);
  // A symlink that is the root of the walk is followed.
  EXPECT_THAT(walk(directory_.file("link")), ElementsAre(": loop x"));
}

TEST_F(DirectoryWalkTest, TypesAreTold) {
  make("directory/x");
  make("file");
  ASSERT_EQ(::mkfifo(directory_.file("pipe").c_str(), 0600), 0);
  const std::vector<DirectoryEntry> entries =
      read_directory(Directory::open(directory_.path()));
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].type, EntryType::kDirectory);
  EXPECT_EQ(entries[1].type, EntryType::kFile);
  EXPECT_EQ(entries[2].type, EntryType::kOther);
}

// Bug: every error counted as "gone", so recordings vanished silently when a
// file server had a problem.
TEST_F(DirectoryWalkTest, OnlyWhatIsNotThereCountsAsGone) {
  make("file");
  const FileDescriptor directory(
      ::open(directory_.path().c_str(), O_RDONLY | O_DIRECTORY));
  const int fd = directory.get();
  EXPECT_EQ(entry_type(fd, "file", DT_UNKNOWN), EntryType::kFile);
  EXPECT_EQ(entry_type(fd, "gone", DT_UNKNOWN), EntryType::kOther);
  const std::string too_long(300, 'x');
  try {
    entry_type(fd, too_long.c_str(), DT_UNKNOWN);
    FAIL() << "nothing was thrown";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENAMETOOLONG);
  }
}

TEST_F(DirectoryWalkTest, NamesWithADotInFrontAreLeftOut) {
  make(".snapshot/x.bin");
  make("._x.bin");
  make("x.bin");
  EXPECT_THAT(walk(directory_.path()), ElementsAre(": x.bin"));
}

// Bug: root's walk of a user's tree followed a symlink with which the user had
// replaced a directory after it was listed.
TEST_F(DirectoryWalkTest, ADirectoryThatBecomesASymlinkIsReportedAndSkipped) {
  make("tree/a/x.bin");
  make("elsewhere/y.bin");
  std::vector<std::string> visited;
  std::vector<std::string> unreadable;
  walk_directories(
      Directory::open(directory_.file("tree")),
      [&](const std::string& directory, const std::vector<DirectoryEntry>&) {
        visited.push_back(directory);
        std::filesystem::remove_all(directory_.file("tree/a"));
        std::filesystem::create_symlink("../elsewhere",
                                        directory_.file("tree/a"));
      },
      [&](const std::string& message) { unreadable.push_back(message); });
  EXPECT_THAT(visited, ElementsAre(""));
  EXPECT_THAT(unreadable, ElementsAre(HasSubstr("tree/a")));
}

// Bug: the same happened if the user replaced it between the check and the use.
TEST_F(DirectoryWalkTest, AnOpenDirectoryIsTheSameUnderAnotherName) {
  make("tree/a/x.bin");
  const Directory directory =
      Directory::open(directory_.file("tree")).open_below("a");
  std::filesystem::rename(directory_.file("tree/a"), directory_.file("tree/b"));
  std::filesystem::create_directory_symlink("/", directory_.file("tree/a"));
  EXPECT_EQ(read_directory(directory).front().name, "x.bin");
}

TEST_F(DirectoryWalkTest, ADirectoryThatIsNotThereIsAnError) {
  EXPECT_THROW(Directory::open(directory_.file("nowhere")), std::system_error);
}

}  // namespace
}  // namespace mtscomp
