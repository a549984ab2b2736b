// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The fate of an older pair after the writer that was replacing it was killed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/output_file.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"
#include "writer/commit/backup.h"
#include "writer/commit/pair_output.h"
#include "writer/commit/recovery.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

class RecoveryTest : public ::testing::Test {
 protected:
  RecoveryTest() {
    const TempDir aside;
    old_ = read_pair(write_synthetic_recording(aside.path(), "old", {}));
    SyntheticOptions longer;
    longer.chunk_lengths = {50, 60, 70, 80};
    new_ = read_pair(write_synthetic_recording(aside.path(), "new", longer));
    write(old_);
  }

  struct Pair {
    Bytes cbin;
    Bytes ch;
  };
  static Pair read_pair(const SyntheticRecording& pair) {
    return {read_file(pair.cbin_path), read_file(pair.ch_path)};
  }
  void write(const Pair& pair) const {
    write_file(cbin_path_, pair.cbin);
    write_file(ch_path_, pair.ch);
  }
  bool is_there(const Pair& pair) const {
    return fs::exists(cbin_path_) && fs::exists(ch_path_) &&
           read_file(cbin_path_) == pair.cbin && read_file(ch_path_) == pair.ch;
  }
  // Renames a file to its backup, like a writer that is then killed.
  std::string set_header_aside() const {
    std::string aside = partial_name_of(ch_path_, backup_suffix_of("x.cbin"));
    fs::rename(ch_path_, aside);
    return aside;
  }
  std::string set_data_aside() const {
    std::string aside = partial_name_of(cbin_path_, kBackupSuffix);
    fs::rename(cbin_path_, aside);
    return aside;
  }
  // Leaves the killed writer's new header under its partial name.
  void leave_new_header() const {
    write_file(ch_path_ + ".partial-" + host() + "-1", new_.ch);
  }
  static std::string host() {
    std::array<char, 256> name = {};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
  }
  std::string refusal() const {
    try {
      settle();
      return "";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }
  void settle() const { recover_pair(cbin_path_, ch_path_); }

  Pair old_;
  Pair new_;
  TempDir directory_;
  std::string cbin_path_ = directory_.file("x.cbin");
  std::string ch_path_ = directory_.file("x.ch");
};

TEST_F(RecoveryTest, WithoutALeftoverNothingHappens) {
  settle();
  EXPECT_TRUE(is_there(old_));
  fs::remove(cbin_path_);
  fs::remove(ch_path_);
  settle();
  EXPECT_THAT(directory_.files(), IsEmpty());
}

TEST_F(RecoveryTest, HeaderGoesBackToItsData) {
  set_header_aside();
  settle();
  EXPECT_TRUE(is_there(old_));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

TEST_F(RecoveryTest, BothGoBack) {
  set_header_aside();
  set_data_aside();
  settle();
  EXPECT_TRUE(is_there(old_));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

TEST_F(RecoveryTest, NewDataWithoutItsHeaderMakesWay) {
  set_header_aside();
  set_data_aside();
  write_file(cbin_path_, new_.cbin);
  leave_new_header();
  settle();
  EXPECT_TRUE(is_there(old_));
}

TEST_F(RecoveryTest, DataOfOthersDoesNotMakeWay) {
  set_header_aside();
  set_data_aside();
  write_file(cbin_path_, "unrelated");
  EXPECT_THAT(refusal(), HasSubstr("x.cbin is in the way"));
  EXPECT_TRUE(same_bytes(to_bytes("unrelated"), read_file(cbin_path_)));
  EXPECT_EQ(directory_.files().size(), 3U);
}

TEST_F(RecoveryTest, WholeNewPairStaysAndTheOldOneGoes) {
  set_header_aside();
  set_data_aside();
  write(new_);
  settle();
  EXPECT_TRUE(is_there(new_));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

// An archive is often read-only; then only root could lock its files.
TEST_F(RecoveryTest, ReadOnlyPairGoesBack) {
  ASSERT_EQ(::chmod(cbin_path_.c_str(), 0444), 0);
  ASSERT_EQ(::chmod(ch_path_.c_str(), 0444), 0);
  set_header_aside();
  set_data_aside();
  settle();
  EXPECT_TRUE(is_there(old_));
}

// git-annex stores files as symlinks.
TEST_F(RecoveryTest, SymlinksGoBack) {
  for (const std::string& path : {cbin_path_, ch_path_}) {
    fs::rename(path, path + "-content");
    fs::create_symlink(path + "-content", path);
  }
  set_header_aside();
  set_data_aside();
  settle();
  EXPECT_TRUE(is_there(old_));
  EXPECT_TRUE(fs::is_symlink(cbin_path_));
  EXPECT_TRUE(fs::is_symlink(ch_path_));
}

// The header is elsewhere, or missing.
TEST_F(RecoveryTest, DataAloneGoesBack) {
  fs::remove(ch_path_);
  set_data_aside();
  settle();
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin"));
  set_data_aside();
  const std::string elsewhere = directory_.file("y.ch");
  write_file(elsewhere, old_.ch);
  recover_pair(cbin_path_, elsewhere);
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "y.ch"));
}

// x.dat is also packed with x.ch; the old header of x.bin does not belong to
// it.
TEST_F(RecoveryTest, HeaderOfASiblingIsNotPutBesideOtherData) {
  const std::string header = set_header_aside();
  const std::string data = set_data_aside();
  write_file(cbin_path_, new_.cbin);
  try {
    recover_pair(directory_.file("x.cdat"), ch_path_);
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("belongs to another data file"));
    EXPECT_THAT(error.what(), HasSubstr(header));
  }
  EXPECT_FALSE(fs::exists(ch_path_));
  EXPECT_TRUE(same_bytes(old_.cbin, read_file(data)));
  EXPECT_TRUE(same_bytes(old_.ch, read_file(header)));
}

TEST_F(RecoveryTest, HeaderIsNotPutBesideDataThatItDoesNotDescribe) {
  fs::remove(cbin_path_);
  set_header_aside();
  write_file(cbin_path_, new_.cbin);
  EXPECT_THAT(refusal(), HasSubstr("the backup does not describe "));
  EXPECT_FALSE(fs::exists(ch_path_));
}

// Bug: the rest of a pair whose removal was interrupted replaced a newer pair
// that a writer on another host had set aside as its backup.
TEST_F(RecoveryTest, HeaderWithoutDataStaysUntilAPairIsThere) {
  set_header_aside();
  fs::remove(cbin_path_);
  settle();
  EXPECT_FALSE(fs::exists(ch_path_));
  EXPECT_EQ(directory_.files().size(), 1U);
  write(new_);
  settle();
  EXPECT_TRUE(is_there(new_));
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

// The old header was damaged, which is why it was replaced.
TEST_F(RecoveryTest, DamagedHeaderGoesBackToo) {
  write_file(ch_path_, "damaged");
  set_header_aside();
  settle();
  EXPECT_TRUE(is_there({old_.cbin, to_bytes("damaged")}));
}

TEST_F(RecoveryTest, NothingIsTouchedWhileAWriterIsAtWork) {
  set_header_aside();
  set_data_aside();
  const std::vector<std::string> before = directory_.files();
  for (const std::string& path : {cbin_path_, ch_path_}) {
    const OutputFile at_work(path);
    EXPECT_THAT(refusal(), HasSubstr("another process is writing this file"));
  }
  EXPECT_EQ(directory_.files(), before);
}

TEST_F(RecoveryTest, TwoOlderVersionsAreSomebodysToChoose) {
  set_data_aside();
  write_file(cbin_path_ + ".partial-" + host() + "-1-replaced", "older");
  EXPECT_THAT(refusal(), HasSubstr("there is a second backup, "));
  EXPECT_EQ(directory_.files().size(), 3U);
}

}  // namespace
}  // namespace mtscomp
