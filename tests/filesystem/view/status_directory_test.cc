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

TEST_F(StatusDirectoryTest, FilesAreWrittenWhenTheyAreOpened) {
  const FoundNode file = status_.find("a");
  EXPECT_EQ(n_asked_, 0);
  EXPECT_EQ(status_.text(*file.node), "1");
  EXPECT_EQ(status_.text(*file.node), "2");
  EXPECT_EQ(status_.text(*status_.find("b").node), "b");
}

TEST_F(StatusDirectoryTest, KnowsItsOwn) {
  EXPECT_TRUE(StatusDirectory::owns(*status_.find().node));
  EXPECT_TRUE(StatusDirectory::owns(*status_.find("a").node));
  EXPECT_FALSE(StatusDirectory::owns(Node()));
  EXPECT_FALSE(status_.find("a").node->is_same_file(*status_.find("b").node));
}

TEST_F(StatusDirectoryTest, ListsItsFilesUnderTheirNumbers) {
  const std::vector<ViewEntry> entries = status_.list();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].name, "b");
  EXPECT_EQ(entries[1].inode, status_.find("b").node->inode);
}

}  // namespace
}  // namespace mtscomp
