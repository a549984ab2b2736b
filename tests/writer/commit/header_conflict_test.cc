// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/header_conflict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class HeaderConflictTest : public ::testing::Test {
 protected:
  void write(const std::string& name) const {
    write_file(directory_.file(name), "data");
  }
  // Reason why packing into these files is refused; empty if it is not.
  std::string refusal(const std::string& cbin, const std::string& ch) const {
    fs::create_directories(fs::path(directory_.file(cbin)).parent_path());
    try {
      refuse_shared_header(directory_.file(cbin), directory_.file(ch));
      return "";
    } catch (const UsageError& error) {
      return error.what();
    }
  }

  TempDir directory_;
};

// Bug: x.dat was packed, and its x.ch was written beside an unrelated x.cbin.
TEST_F(HeaderConflictTest, OfLoneDataIsRefused) {
  for (const char* other : {"x.cbin", "x.craw", "x.cnpy"}) {
    write(other);
    EXPECT_THAT(refusal("x.cdat", "x.ch"),
                HasSubstr("x.ch: would also be the header of " +
                          std::string(other) + ";"));
    fs::remove(directory_.file(other));
  }
  EXPECT_EQ(refusal("x.cdat", "x.ch"), "");
}

TEST_F(HeaderConflictTest, OfDataThatIsToBeReplacedIsItsOwn) {
  write("x.cbin");
  EXPECT_EQ(refusal("x.cbin", "x.ch"), "");
  EXPECT_EQ(refusal("./x.cbin", "x.ch"), "");
}

TEST_F(HeaderConflictTest, CountsOnlyWhereItLies) {
  fs::create_directory(directory_.file("other"));
  write("x.cbin");
  EXPECT_EQ(refusal("other/x.cdat", "other/x.ch"), "");
  EXPECT_EQ(refusal("none/x.cdat", "none/x.ch"), "");
  EXPECT_THAT(refusal("other/x.cbin", "x.ch"), HasSubstr("header of x.cbin"));
}

TEST_F(HeaderConflictTest, IsToldByNamesAndNotByTheirBeginning) {
  for (const char* name : {"y.cbin", "x.y.cbin", "x.bin", "x.csv", "x.meta"}) {
    write(name);
  }
  fs::create_directory(directory_.file("x.cdat"));
  EXPECT_EQ(refusal("x.cbin", "x.ch"), "");
  EXPECT_THAT(refusal("x.cbin", "y.ch"), HasSubstr("header of y.cbin"));
}

TEST_F(HeaderConflictTest, SymlinkCountsEvenIfItLeadsNowhere) {
  fs::create_symlink("nowhere", directory_.file("x.cbin"));
  EXPECT_THAT(refusal("x.cdat", "x.ch"), HasSubstr("header of x.cbin"));
}

TEST_F(HeaderConflictTest, OfTheOnlyDataWithAUuidIsRefused) {
  const std::string other = "x.11111111-1111-1111-1111-111111111111.cbin";
  write(other);
  EXPECT_THAT(refusal("elsewhere/x.cbin", "x.ch"),
              HasSubstr("header of " + other));
  // With its own .cbin, the header belongs to that file.
  EXPECT_EQ(refusal("x.cbin", "x.ch"), "");
}

}  // namespace
}  // namespace mtscomp
