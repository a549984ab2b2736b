// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/status_directory.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

class StatusDirectoryTest : public ::testing::Test {
 protected:
  int n_asked_ = 0;
  StatusDirectory status_{{{"a", [this] { return std::to_string(++n_asked_); }},
                           {"b", [] { return std::string("b"); }}}};
};

TEST_F(StatusDirectoryTest, IsForItsOwnerAlone) {
  EXPECT_EQ(status_.find().status.st_mode, S_IFDIR | 0500U);
  EXPECT_EQ(status_.find("a").status.st_mode, S_IFREG | 0400U);
  EXPECT_FALSE(status_.find("c"));
}

// Bug: files had the size 0, so shutil.copyfile copied nothing.
TEST_F(StatusDirectoryTest, EachLookUpMakesAFileThatStays) {
  const FoundNode first = status_.find("a");
  const FoundNode second = status_.find("a");
  EXPECT_EQ(*first.node->text, "1");
  EXPECT_EQ(*second.node->text, "2");
  EXPECT_EQ(first.status.st_size, 1);
  EXPECT_EQ(first.status.st_blocks, 1);
  EXPECT_EQ(status_.status(*first.node).st_size, 1);
  EXPECT_NE(first.node->inode, second.node->inode);
  EXPECT_FALSE(first.node->is_same_file(*second.node));
}

TEST_F(StatusDirectoryTest, KnowsItsOwn) {
  EXPECT_TRUE(StatusDirectory::owns(*status_.find().node));
  EXPECT_TRUE(StatusDirectory::owns(*status_.find("a").node));
  EXPECT_FALSE(StatusDirectory::owns(Node()));
  EXPECT_FALSE(status_.find("a").node->is_same_file(*status_.find("b").node));
}

TEST_F(StatusDirectoryTest, ListsItsFilesByName) {
  const std::vector<ViewEntry> entries = status_.list();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].name, "b");
  EXPECT_NE(entries[0].inode, entries[1].inode);
}

}  // namespace
}  // namespace mtscomp
