// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/tree/backup_restorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/files/output/partial_name.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

class BackupRestorerTest : public ::testing::Test {
 protected:
  void write_pair(const std::string& stem, const std::string& suffix) {
    write_synthetic_recording(tree_.path(), stem, {.suffix = suffix});
  }
  // Renames the file as a writer does before it publishes a new one.
  std::string set_aside(const std::string& name, const std::string& suffix) {
    const std::string kept = partial_name_of(name, suffix);
    fs::rename(tree_.file(name), tree_.file(kept));
    return kept;
  }
  std::string set_header_aside(const std::string& name,
                               const std::string& owner) {
    return set_aside(name, backup_suffix_of(owner));
  }
  void restore() {
    restore_backups(
        Directory::open(tree_.path()), "",
        [this](const std::string& problem) { problems_.push_back(problem); });
  }

  TempDir tree_;
  std::vector<std::string> problems_;
};

TEST_F(BackupRestorerTest, RestoresAPairWithoutAnyOfItsNames) {
  write_pair("x", ".cbin");
  set_header_aside("x.ch", "x.cbin");
  set_aside("x.cbin", kBackupSuffix);
  restore();
  EXPECT_THAT(tree_.files(), ElementsAre("x.cbin", "x.ch"));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(BackupRestorerTest, FindsPairsAfterTheyAreRestored) {
  fs::create_directory(tree_.file("sub"));
  write_pair("x", ".cbin");
  set_header_aside("x.ch", "x.cbin");
  set_aside("x.cbin", kBackupSuffix);
  for (const std::string& name : tree_.files()) {
    if (name != "sub") {
      fs::rename(tree_.file(name), tree_.file("sub/" + name));
    }
  }
  const FoundRecordings found = find_restored(tree_.path(), {});
  ASSERT_EQ(found.recordings.size(), 1U);
  EXPECT_EQ(found.recordings.front().cbin_name, "x.cbin");
  EXPECT_THAT(found.backups, IsEmpty());
}

TEST_F(BackupRestorerTest, FileInTheWayIsReported) {
  write_pair("x", ".cbin");
  set_header_aside("x.ch", "x.cbin");
  write_pair("x", ".cbin");
  fs::resize_file(tree_.file("x.cbin"), 3);
  restore();
  EXPECT_THAT(problems_, ElementsAre(HasSubstr("x.ch: cannot restore")));
}

// Bug: only pairs with well-known suffixes were restored.
TEST_F(BackupRestorerTest, RestoresAPairWithAnySuffix) {
  write_pair("x", ".ctxt");
  set_header_aside("x.ch", "x.ctxt");
  set_aside("x.ctxt", kBackupSuffix);
  restore();
  EXPECT_THAT(tree_.files(), ElementsAre("x.ch", "x.ctxt"));
}

TEST_F(BackupRestorerTest, RestoresTheOwnerOfTheHeaderOnly) {
  write_pair("x", ".ctxt");
  write_pair("x", ".cbin");
  set_header_aside("x.ch", "x.cbin");
  set_aside("x.cbin", kBackupSuffix);
  restore();
  EXPECT_THAT(tree_.files(), ElementsAre("x.cbin", "x.ch", "x.ctxt"));
}

// Bug: the header got the shorter name that its backup has.
TEST_F(BackupRestorerTest, HeaderWithALongNameGetsNoShorterName) {
  const std::string stem(200, 'x');
  write_pair(stem, ".cbin");
  const std::string kept = set_header_aside(stem + ".ch", stem + ".cbin");
  restore();
  EXPECT_THAT(tree_.files(), ElementsAre(stem + ".cbin", kept));
}

}  // namespace
}  // namespace mtscomp
