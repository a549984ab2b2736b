// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/tables/inode_table.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <set>
#include <string>
#include <system_error>

namespace mtscomp {
namespace {

NodePtr make_node(std::uint64_t shown_inode, std::uint64_t source_inode,
                  const std::string& path = "file") {
  auto node = std::make_shared<Node>();
  node->path = path;
  node->inode = shown_inode;
  node->source_inode = source_inode;
  return node;
}

class InodeTableTest : public ::testing::Test {
 protected:
  bool is_known(std::uint64_t inode) const {
    try {
      table_.find(inode);
      return true;
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code().value(), ESTALE);
      return false;
    }
  }

  InodeTable table_{make_node(InodeTable::kRoot, 1, "")};
};

TEST_F(InodeTableTest, KnowsTheRootAndNeverForgetsIt) {
  table_.forget(InodeTable::kRoot, 1000);
  EXPECT_EQ(table_.find(InodeTable::kRoot)->path, "");
}

TEST_F(InodeTableTest, GivesANodeItsOwnNumber) {
  EXPECT_EQ(table_.remember(make_node(77, 5)).inode, 77U);
  EXPECT_EQ(table_.find(77)->source_inode, 5U);
}

TEST_F(InodeTableTest, CountsLookupsUntilAllAreTakenBack) {
  table_.remember(make_node(77, 5));
  table_.remember(make_node(77, 5));
  table_.remember(make_node(77, 5));
  table_.forget(77, 2);
  EXPECT_TRUE(is_known(77));
  table_.forget(77, 1);
  EXPECT_FALSE(is_known(77));
  EXPECT_EQ(table_.size(), 1U);
}

TEST_F(InodeTableTest, SameFileUnderANewPathIsFoundUnderIt) {
  table_.remember(make_node(77, 5, "old"));
  table_.remember(make_node(77, 5, "new"));
  EXPECT_EQ(table_.find(77)->path, "new");
}

TEST_F(InodeTableTest, OtherFileWithTheSameNumberGetsTheNextFreeOne) {
  table_.remember(make_node(77, 5));
  table_.remember(make_node(78, 6));
  EXPECT_EQ(table_.remember(make_node(77, 7)).inode, 79U);
  EXPECT_EQ(table_.find(77)->source_inode, 5U);
  EXPECT_EQ(table_.find(79)->source_inode, 7U);
}

// An NFS server looks up the root as ".." of a directory below it.
TEST_F(InodeTableTest, RootThatIsLookedUpKeepsItsNumberAndItsNode) {
  EXPECT_EQ(table_.remember(make_node(InodeTable::kRoot, 1, "")).inode,
            InodeTable::kRoot);
  table_.forget(InodeTable::kRoot, 1);
  EXPECT_EQ(table_.size(), 1U);
}

// To the kernel, 0 is "no inode" and 1 is the root.
// Bug: Python's sqlite3 could not store the inode numbers of half of all files.
TEST_F(InodeTableTest, NumbersHave63Bits) {
  EXPECT_EQ(table_.remember(make_node(kMaxInode, 5)).inode, kMaxInode);
  EXPECT_EQ(table_.remember(make_node(kMaxInode, 6)).inode, 2U);
  for (std::uint64_t i = 0; i < 1000; ++i) {
    EXPECT_LE(make_inode({i, 7}), kMaxInode);
  }
}

TEST_F(InodeTableTest, ReservedNumbersAreNotGiven) {
  EXPECT_EQ(table_.remember(make_node(0, 5)).inode, 2U);
  EXPECT_EQ(table_.remember(make_node(1, 6)).inode, 3U);
}

TEST_F(InodeTableTest, WhatTheKernelForgotIsStillFoundByNumber) {
  table_.remember(make_node(77, 5, "a"));
  table_.forget(77, 1);
  EXPECT_FALSE(is_known(77));
  EXPECT_EQ(table_.find_forgotten(77)->path, "a");
  table_.remember(make_node(77, 5, "b"));
  EXPECT_EQ(table_.find_forgotten(77)->path, "b");
  EXPECT_THROW(table_.find_forgotten(78), std::system_error);
}

// Bug: the text of a status file stayed in memory after each look-up.
TEST_F(InodeTableTest, TextsAreFreedWhenTheKernelForgetsThem) {
  auto node = std::make_shared<Node>();
  node->inode = 77;
  node->text = std::make_unique<const std::string>("status");
  const std::weak_ptr<const Node> watch = node;
  table_.remember(std::move(node));
  table_.forget(77, 1);
  EXPECT_TRUE(watch.expired());
}

TEST_F(InodeTableTest, WhatTheKernelForgotIsBounded) {
  InodeTable table(make_node(InodeTable::kRoot, 1, ""), 10000);
  for (std::uint64_t i = 100; i < 1000; ++i) {
    table.remember(make_node(i, i));
    table.forget(i, 1);
  }
  EXPECT_EQ(table.size(), 1U);
  EXPECT_EQ(table.find_forgotten(999)->source_inode, 999U);
  EXPECT_THROW(table.find_forgotten(100), std::system_error);
}

TEST_F(InodeTableTest, TellsAllThatTheKernelKnows) {
  table_.remember(make_node(77, 5));
  table_.remember(make_node(78, 6));
  table_.forget(78, 1);
  EXPECT_EQ(table_.all().size(), 2U);
}

// Bug: at SIGHUP the kernel was notified about the newest name only.
TEST_F(InodeTableTest, TellsEveryNameOfAnInodeOnce) {
  for (const char* const path : {"a", "b", "a", "b", "b"}) {
    table_.remember(make_node(77, 5, path));
  }
  std::multiset<std::string> names;
  for (const InodeTable::Remembered& known : table_.all()) {
    names.insert(known.node->path);
  }
  EXPECT_EQ(names, (std::multiset<std::string>{"", "a", "b"}));
  EXPECT_EQ(table_.find(77)->path, "b");
}

TEST_F(InodeTableTest, RemembersSomeOfManyNames) {
  for (int i = 0; i < 1000; ++i) {
    table_.remember(make_node(77, 5, std::to_string(i)));
  }
  EXPECT_EQ(table_.all().size(), InodeTable::kMaxNames + 1);
}

TEST_F(InodeTableTest, ForgettingWhatIsNotKnownDoesNothing) {
  table_.forget(99, 1);
  table_.forget(0, 1);
  EXPECT_EQ(table_.size(), 1U);
}

TEST_F(InodeTableTest, PagesAreDroppedAtTheFirstOpeningAndAfterDistrust) {
  const std::uint64_t inode = table_.remember(make_node(7, 7, "a")).inode;
  EXPECT_FALSE(table_.keeps_pages(inode));
  EXPECT_TRUE(table_.keeps_pages(inode));
  table_.distrust_pages();
  EXPECT_FALSE(table_.keeps_pages(inode));
  EXPECT_TRUE(table_.keeps_pages(inode));
  EXPECT_FALSE(table_.keeps_pages(inode + 1));  // It is unknown.
}

}  // namespace
}  // namespace mtscomp
