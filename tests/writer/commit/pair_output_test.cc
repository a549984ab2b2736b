// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/pair_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;

// The contents of the files do not matter here.
class PairOutputTest : public ::testing::Test {
 protected:
  void write_pair(const std::string& text) const {
    write_file(cbin_path_, text + " data");
    write_file(ch_path_, text + " header");
  }
  bool is_pair(const std::string& text) const {
    return read_file(cbin_path_) == to_bytes(text + " data") &&
           read_file(ch_path_) == to_bytes(text + " header");
  }
  // Writes a new pair and publishes it.
  void publish(const OlderPair& older) const {
    OutputFile cbin(cbin_path_);
    OutputFile ch(ch_path_);
    cbin.write(to_bytes("new data"));
    ch.write(to_bytes("new header"));
    publish_pair(cbin, ch, older);
  }
  OlderPair find_older() const { return OlderPair::find(cbin_path_, ch_path_); }
  void expect_withdrawn(const OlderPair& older) const {
    EXPECT_THROW(publish(older), BusyError);
    EXPECT_TRUE(is_pair("other"));
    EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
  }
  TempDir directory_;
  std::string cbin_path_ = directory_.file("x.cbin");
  std::string ch_path_ = directory_.file("x.ch");
};

TEST_F(PairOutputTest, PublishesBoth) {
  publish({});
  EXPECT_TRUE(is_pair("new"));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

TEST_F(PairOutputTest, ReplacesBothAndTheirPermissionsStay) {
  write_pair("old");
  ASSERT_EQ(::chmod(cbin_path_.c_str(), 0640), 0);
  publish(find_older());
  EXPECT_TRUE(is_pair("new"));
  struct stat status = {};
  ASSERT_EQ(::stat(cbin_path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

TEST_F(PairOutputTest, ReplacesWhatIsThereOfAPair) {
  write_file(cbin_path_, "without a header");
  publish(find_older());
  EXPECT_TRUE(is_pair("new"));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

TEST_F(PairOutputTest, RefusesBothIfOneIsThere) {
  write_file(ch_path_, "unrelated");
  try {
    publish({});
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EEXIST);
  }
  EXPECT_THAT(directory_.files(), ElementsAre("x.ch"));
  EXPECT_TRUE(same_bytes(to_bytes("unrelated"), read_file(ch_path_)));
}

// The last step fails because the partial .ch is missing.
TEST_F(PairOutputTest, OldPairComesBackIfTheNewOneCannotBePublished) {
  write_pair("old");
  {
    OutputFile cbin(cbin_path_);
    OutputFile ch(ch_path_);
    std::filesystem::remove(partial_name_of(ch_path_, ""));
    EXPECT_THROW(publish_pair(cbin, ch, find_older()), std::system_error);
  }
  EXPECT_TRUE(is_pair("old"));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

TEST_F(PairOutputTest, WithdrawsIfAnotherWriterReplacedThePairMeanwhile) {
  write_pair("old");
  const OlderPair older = find_older();
  std::filesystem::remove(cbin_path_);
  std::filesystem::remove(ch_path_);
  write_pair("other");
  expect_withdrawn(older);
}

TEST_F(PairOutputTest, WithdrawsIfAnotherWriterReplacedTheDataMeanwhile) {
  write_pair("other");
  OlderPair older = find_older();
  older.cbin->st_ino += 1;
  expect_withdrawn(older);
}

TEST_F(PairOutputTest, WithdrawsIfAnotherWriterHasTakenTheHeader) {
  write_pair("old");
  const OlderPair older = find_older();
  std::filesystem::remove(ch_path_);
  EXPECT_THROW(publish(older), BusyError);
  EXPECT_TRUE(same_bytes(to_bytes("old data"), read_file(cbin_path_)));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin"));
}

TEST_F(PairOutputTest, NeverReplacesAFileThatCameLater) {
  write_file(cbin_path_, "other data");
  EXPECT_THROW(publish({}), std::system_error);
  EXPECT_TRUE(same_bytes(to_bytes("other data"), read_file(cbin_path_)));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin"));
}

}  // namespace
}  // namespace mtscomp
