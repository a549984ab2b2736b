// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <system_error>

#include "base/files/file_io.h"
#include "mtscomp/reader/sample_slice.h"
#include "source/local/local_source.h"
#include "support/bytes.h"
#include "support/memory_source.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class SourceTreeTest : public ::testing::Test {
 protected:
  SourceTree& tree() {
    if (!tree_) {
      tree_ = std::make_unique<SourceTree>(local_, options_, catalog_);
    }
    return *tree_;
  }
  std::vector<std::string> list() {
    std::vector<std::string> names;
    for (const ViewEntry& entry :
         tree().list(*tree().open_directory(*tree().root())).entries) {
      names.push_back(entry.name);
    }
    return names;
  }
  NodePtr find(const std::string& name) {
    return tree().find(*tree().open_directory(*tree().root()), name).node;
  }
  struct stat status(const std::string& name) {
    return tree().find(*tree().open_directory(*tree().root()), name).status;
  }

  TempDir source_;
  LocalSource local_ = LocalSource({.path = source_.path()});
  TreeOptions options_;
  HeaderCache catalog_;
  std::unique_ptr<SourceTree> tree_;
};

int errno_of(const std::function<void()>& action) {
  try {
    action();
    return 0;
  } catch (const std::system_error& error) {
    return error.code().value();
  }
}

TEST_F(SourceTreeTest, PairIsOneRecording) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  EXPECT_THAT(list(), ElementsAre("x.bin"));
  const NodePtr node = find("x.bin");
  ASSERT_TRUE(node);
  EXPECT_TRUE(node->is_recording());
  EXPECT_EQ(static_cast<std::size_t>(tree().status(*node).st_size),
            pair.raw.size());
  EXPECT_EQ(find("x.cbin"), nullptr);
  EXPECT_EQ(find("x.ch"), nullptr);
}

// A look-up finds exactly the names that a listing has.
TEST_F(SourceTreeTest, ListingAndLookupAgree) {
  write_synthetic_recording(source_.path(), "pair", {});
  write_synthetic_recording(source_.path(), "beside", {});
  write_file(source_.file("beside.bin"), "real");
  write_synthetic_recording(source_.path(), "broken", {});
  write_file(source_.file("broken.ch"), "not JSON");
  write_file(source_.file("orphan.cbin"), "x");
  write_file(source_.file("orphan2.ch"), "x");
  write_file(source_.file("other.meta"), "x");
  std::filesystem::create_directory(source_.file("folder.cbin"));
  const std::vector<std::string> names = list();
  EXPECT_THAT(names,
              UnorderedElementsAre("pair.bin", "beside.bin", "broken.cbin",
                                   "broken.ch", "orphan.cbin", "orphan2.ch",
                                   "other.meta", "folder.cbin"));
  for (const char* stem :
       {"pair", "beside", "broken", "orphan", "orphan2", "other", "folder"}) {
    for (const char* suffix : {".bin", ".cbin", ".ch", ".meta", ".dat"}) {
      const std::string name = std::string(stem) + suffix;
      const bool is_listed =
          std::find(names.begin(), names.end(), name) != names.end();
      EXPECT_EQ(find(name) != nullptr, is_listed) << name;
    }
  }
}

TEST_F(SourceTreeTest, HeaderIsReadOncePerVersion) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  list();
  list();
  find("x.bin");
  find("x.ch");
  EXPECT_EQ(catalog_.n_headers_read(), 1U);
  std::ofstream(pair.cbin_path, std::ios::app) << "more";
  list();
  EXPECT_EQ(catalog_.n_headers_read(), 2U);
}

TEST_F(SourceTreeTest, VersionsOfARecordingHaveDifferentInodes) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  const NodePtr before = find("x.bin");
  std::ofstream(pair.cbin_path, std::ios::app) << "more";
  const NodePtr after = find("x.bin");
  EXPECT_NE(before->inode, after->inode);
  EXPECT_FALSE(before->is_same_file(*after));
}

TEST_F(SourceTreeTest, ReplacedRecordingCannotBeOpenedAsTheOld) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  const NodePtr node = find("x.bin");
  EXPECT_NE(tree().open_recording(*node), nullptr);
  std::ofstream(pair.cbin_path, std::ios::app) << "more";
  EXPECT_EQ(errno_of([&] { tree().open_recording(*node); }), ESTALE);
}

TEST_F(SourceTreeTest, ReplacedHeaderCannotBeOpenedAsTheOld) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  const NodePtr node = find("x.bin");
  std::ofstream(pair.ch_path, std::ios::app) << "\n";
  EXPECT_EQ(errno_of([&] { tree().open_recording(*node); }), ESTALE);
}

TEST_F(SourceTreeTest, StatusOfAReplacedFileIsStale) {
  write_file(source_.file("x.meta"), "old");
  const NodePtr node = find("x.meta");
  write_file(source_.file("new"), "new");
  std::filesystem::rename(source_.file("new"), source_.file("x.meta"));
  EXPECT_EQ(errno_of([&] { tree().status(*node); }), ESTALE);
}

// Bug: a directory on overlayfs stayed stale for ever.
TEST_F(SourceTreeTest, DirectoryWithAnotherInodeNumberIsTheSame) {
  std::filesystem::create_directory(source_.file("a"));
  std::filesystem::create_directory(source_.file("b"));
  const NodePtr node = find("a");
  std::filesystem::remove(source_.file("a"));
  std::filesystem::rename(source_.file("b"), source_.file("a"));
  EXPECT_EQ(tree().status(*node).st_ino, node->inode);
  std::filesystem::remove(source_.file("a"));
  write_file(source_.file("a"), "a file");
  EXPECT_EQ(errno_of([&] { tree().status(*node); }), ESTALE);
}

TEST_F(SourceTreeTest, StatusOfAFileThatGrewIsItsNewSize) {
  write_file(source_.file("x.meta"), "old");
  const NodePtr node = find("x.meta");
  std::ofstream(source_.file("x.meta"), std::ios::app) << "er";
  EXPECT_EQ(tree().status(*node).st_size, 5);
}

TEST_F(SourceTreeTest, HiddenPathIsAbsent) {
  options_.hidden_path = "mnt";
  std::filesystem::create_directory(source_.file("mnt"));
  EXPECT_THAT(list(), IsEmpty());
  EXPECT_EQ(find("mnt"), nullptr);
}

// Runs the action with the permissions of an unrelated user.
template <typename Action>
void as_nobody(const Action& action) {
  constexpr uid_t kNobody = 65534;
  const uid_t self = ::geteuid();
  ::setfsuid(kNobody);  // Drops root's privileges, in this thread.
  action();
  ::setfsuid(self);
}

TEST_F(SourceTreeTest, HeaderThatMayNotBeReadLeavesTheRecordingListed) {
  write_synthetic_recording(source_.path(), "good", {});
  const SyntheticRecording bad =
      write_synthetic_recording(source_.path(), "bad", {});
  ASSERT_EQ(::chmod(source_.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(bad.ch_path.c_str(), 0), 0);
  tree();
  as_nobody([&] {
    EXPECT_THAT(list(), UnorderedElementsAre("good.bin", "bad.bin"));
    const NodePtr node = find("bad.bin");
    ASSERT_TRUE(node);
    EXPECT_EQ(errno_of([&] { tree().open_recording(*node); }), EACCES);
  });
  EXPECT_NE(tree().problems().text().find("bad.ch: cannot be read now"),
            std::string::npos);
  // The error is temporary.
  const NodePtr node = find("bad.bin");
  ASSERT_TRUE(node);
  EXPECT_NE(tree().open_recording(*node), nullptr);
  EXPECT_EQ(static_cast<std::size_t>(status("bad.bin").st_size),
            bad.raw.size());
}

TEST_F(SourceTreeTest, DirectoryThatHasGoneCannotBeOpened) {
  std::filesystem::create_directory(source_.file("a"));
  const NodePtr node = find("a");
  std::filesystem::remove(source_.file("a"));
  EXPECT_EQ(errno_of([&] { tree().open_directory(*node); }), ENOENT);
}

// Between the look-up and the opening, the directory is replaced by a symlink
// out of the source.
TEST_F(SourceTreeTest, DirectoryReplacedByASymlinkIsNotFollowed) {
  const TempDir elsewhere;
  std::filesystem::create_directory(source_.file("a"));
  const NodePtr node = find("a");
  std::filesystem::remove(source_.file("a"));
  std::filesystem::create_symlink(elsewhere.path(), source_.file("a"));
  EXPECT_EQ(errno_of([&] { tree().open_directory(*node); }), ELOOP);
}

TEST_F(SourceTreeTest, SpecialFilesAreNotOpened) {
  ASSERT_EQ(::mkfifo(source_.file("pipe").c_str(), 0600), 0);
  EXPECT_EQ(errno_of([&] { tree().open_file(*find("pipe")); }), EINVAL);
}

TEST_F(SourceTreeTest, FileReplacedByASymlinkIsNotOpened) {
  write_file(source_.file("x"), "text");
  write_file(source_.file("y"), "other");
  const NodePtr node = find("x");
  std::filesystem::remove(source_.file("x"));
  std::filesystem::create_symlink("y", source_.file("x"));
  EXPECT_EQ(errno_of([&] { tree().open_file(*node); }), ESTALE);
}

TEST_F(SourceTreeTest, SymlinkReplacedByAFileIsStale) {
  std::filesystem::create_symlink("y", source_.file("x"));
  const NodePtr node = find("x");
  EXPECT_EQ(tree().read_link(*node), "y");
  std::filesystem::remove(source_.file("x"));
  write_file(source_.file("x"), "text");
  EXPECT_EQ(errno_of([&] { tree().read_link(*node); }), ESTALE);
}

// The kernel's clock is coarse, so the directory may look unchanged.
TEST_F(SourceTreeTest, PairThatComesRightAfterALookUpIsFound) {
  for (int i = 0; i < 20; ++i) {
    const std::string stem = "x" + std::to_string(i);
    EXPECT_FALSE(find(stem + ".bin"));
    write_synthetic_recording(source_.path(), stem, {});
    EXPECT_TRUE(find(stem + ".bin")) << i;
    std::filesystem::remove(source_.file(stem + ".cbin"));
    EXPECT_FALSE(find(stem + ".bin")) << i;
  }
}

TEST_F(SourceTreeTest, ForgettingReadsHeadersAgain) {
  write_synthetic_recording(source_.path(), "x", {});
  write_synthetic_recording(source_.path(), "bad", {});
  write_file(source_.file("bad.ch"), "not JSON");
  list();
  EXPECT_EQ(tree().problems().size(), 1U);
  tree().forget();
  EXPECT_EQ(tree().problems().size(), 0U);
  find("x.bin");
  EXPECT_EQ(catalog_.n_headers_read(), 3U);
}

TEST_F(SourceTreeTest, CutRecordingIsAProblemAndARecording) {
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", {});
  std::filesystem::resize_file(pair.cbin_path, 100);
  EXPECT_THAT(list(), ElementsAre("x.bin"));
  EXPECT_NE(tree().problems().text().find("x.cbin: the file has 100 bytes"),
            std::string::npos);
}

TEST_F(SourceTreeTest, WriteAccessIsRefusedAsReadOnly) {
  write_file(source_.file("x"), "text");
  const NodePtr node = find("x");
  EXPECT_EQ(errno_of([&] { tree().check_access(*node, W_OK); }), EROFS);
  EXPECT_EQ(errno_of([&] { tree().check_access(*node, R_OK); }), 0);
  EXPECT_EQ(errno_of([&] { tree().check_access(*node, X_OK); }), EACCES);
}

// A source whose files have no descriptors.
class SourceTreeOfMemoryTest : public ::testing::Test {
 protected:
  SyntheticRecording put_pair(std::uint64_t seed) {
    SyntheticRecording pair =
        write_synthetic_recording(directory_.path(), "x", {.seed = seed});
    source_.put("x.cbin", read_file(pair.cbin_path));
    source_.put("x.ch", read_file(pair.ch_path));
    return pair;
  }
  NodePtr find(const std::string& name) {
    return tree_.find(*tree_.open_directory(*tree_.root()), name).node;
  }

  TempDir directory_;
  MemorySource source_;
  HeaderCache catalog_;
  SourceTree tree_ = SourceTree(source_, {}, catalog_);
};

TEST_F(SourceTreeOfMemoryTest, PairIsOneRecordingThatCanBeRead) {
  const SyntheticRecording pair = put_pair(1);
  const Listing listing = tree_.list(*tree_.open_directory(*tree_.root()));
  ASSERT_EQ(listing.entries.size(), 1U);
  EXPECT_EQ(listing.entries[0].name, "x.bin");
  const NodePtr node = find("x.bin");
  ASSERT_TRUE(node);
  Bytes raw;
  for_each_chunk(*tree_.open_recording(*node),
                 [&raw](std::uint64_t /*first_sample*/,
                        std::span<const std::byte> values) {
                   raw.insert(raw.end(), values.begin(), values.end());
                 });
  EXPECT_TRUE(same_bytes(pair.raw, raw));
}

TEST_F(SourceTreeOfMemoryTest, ReplacedPairIsAnotherRecording) {
  put_pair(1);
  const NodePtr before = find("x.bin");
  ASSERT_TRUE(before);
  put_pair(2);
  EXPECT_EQ(errno_of([&] { tree_.open_recording(*before); }), ESTALE);
  const NodePtr after = find("x.bin");
  ASSERT_TRUE(after);
  EXPECT_NE(before->inode, after->inode);
  EXPECT_NE(tree_.open_recording(*after), nullptr);
}

TEST_F(SourceTreeOfMemoryTest, OtherFilesPassUnchanged) {
  source_.put("x.meta", to_bytes("text"));
  const NodePtr node = find("x.meta");
  ASSERT_TRUE(node);
  EXPECT_EQ(tree_.status(*node).st_size, 4);
  const SourceFilePtr file = tree_.open_file(*node);
  EXPECT_EQ(file->descriptor(), nullptr);
  EXPECT_EQ(tree_.open_file_status(*file, *node).st_size, 4);
}

TEST_F(SourceTreeOfMemoryTest, ProblemsNameTheSource) {
  source_.put("x.cbin", to_bytes("data"));
  source_.put("x.ch", to_bytes("not JSON"));
  EXPECT_EQ(find("x.bin"), nullptr);
  EXPECT_THAT(tree_.problems().text(), HasSubstr("memory://archive/x.ch: "));
}

}  // namespace
}  // namespace mtscomp
