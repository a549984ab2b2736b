// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/pack_tree.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <map>
#include <regex>
#include <stdexcept>

#include "base/files/output/partial_name.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class PackTreeTest : public ::testing::Test {
 protected:
  PackTreeTest() {
    options_.request.n_channels = 2;
    options_.request.sample_rate = 10;
    options_.request.dtype = "int16";
  }
  void write_raw(const std::string& name, std::size_t n_samples) const {
    write_file(tree_.file(name), Bytes(n_samples * 4, std::byte{1}));
  }
  // Status by name.
  using Statuses = std::map<std::string, std::string>;
  Statuses run() { return statuses_of(&pack_tree); }
  Statuses plan() { return statuses_of(&plan_tree); }

  TempDir tree_;
  PackTreeOptions options_;
  std::stop_source stop_;
  std::string reason_;
  std::vector<std::string> warnings_;  // Warnings of the last recording.
  std::function<void()> swap_;         // Called between listing and packing.

  static mode_t mode_of(const std::string& path) {
    struct stat status = {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777U;
  }

 private:
  Statuses statuses_of(decltype(&pack_tree) function) {
    Statuses statuses;
    const FoundRecordings found = find_recordings(tree_.path());
    if (swap_) {
      swap_();
    }
    function(found.recordings, options_, stop_.get_token(),
             [&](const PackOutcome& outcome) {
               statuses[std::filesystem::path(outcome.raw_path).filename()] =
                   serialize_pack_status(outcome.status);
               reason_ = outcome.reason;
               warnings_ = outcome.warnings;
             });
    return statuses;
  }
};

TEST_F(PackTreeTest, PacksWhatIsNotPackedYet) {
  write_raw("a.bin", 10);
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
  write_raw("b.bin", 20);
  for (const std::size_t n_jobs : {1U, 3U}) {
    options_.n_jobs = n_jobs;
    run();
    EXPECT_EQ(run(), (Statuses{{"a.bin", "done"}, {"b.bin", "done"}}));
  }
  EXPECT_THAT(tree_.files(), ElementsAre("a.bin", "a.cbin", "a.ch", "b.bin",
                                         "b.cbin", "b.ch"));
}

TEST_F(PackTreeTest, ABadOneDoesNotStopTheRun) {
  write_file(tree_.file("a.bin"), "odd");
  write_raw("b.bin", 10);
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}, {"b.bin", "packed"}}));
}

TEST_F(PackTreeTest, APairOfAnotherSizeIsNotTakenForDone) {
  write_raw("a.bin", 10);
  run();
  write_raw("a.bin", 11);
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
  EXPECT_THAT(reason_, HasSubstr("the header says 40 bytes of samples"));
}

// It is unknown which of the two is damaged: an intact pair may be the only
// copy.
TEST_F(PackTreeTest, AWholePairIsNeverReplacedByAPlainFileThatDiffers) {
  write_raw("a.bin", 1000);
  run();
  const Bytes cbin = read_file(tree_.file("a.cbin"));
  options_.replace_broken = true;
  write_raw("a.bin", 500);  // Truncated.
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
  EXPECT_THAT(reason_, HasSubstr("the pair passes its own checks"));
  Bytes rotten(4000, std::byte{1});
  rotten[17] = std::byte{2};
  write_file(tree_.file("a.bin"), rotten);
  options_.verify_existing = true;
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
  EXPECT_TRUE(same_bytes(cbin, read_file(tree_.file("a.cbin"))));
}

// Bug: the message advised --overwrite, and --overwrite then refused.
TEST_F(PackTreeTest, OverwritingIsAdvisedOnlyWhereItHelps) {
  write_raw("a.bin", 1000);
  run();
  const Bytes cbin = read_file(tree_.file("a.cbin"));
  write_raw("a.bin", 500);
  run();
  EXPECT_THAT(reason_, HasSubstr("only if the pair itself is damaged"));
  options_.verify_existing = true;
  run();
  EXPECT_THAT(reason_, HasSubstr("the pair passes its own checks"));
  EXPECT_THAT(reason_, Not(HasSubstr("--overwrite packs")));
  Bytes damaged = cbin;
  damaged[damaged.size() / 2] ^= std::byte{1};
  write_file(tree_.file("a.cbin"), damaged);
  run();
  EXPECT_THAT(reason_, HasSubstr("; --overwrite packs the recording again"));
  write_raw("a.bin", 1000);
  options_.verify_existing = false;
  options_.replace_broken = true;
  EXPECT_EQ(run(), (Statuses{{"a.bin", "done"}})) << "only sizes are compared";
  options_.verify_existing = true;
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
}

// Headers of 2019 have no SHA-1; this is not damage.
TEST_F(PackTreeTest, AMissingSha1IsNeverPackedAnew) {
  write_raw("a.bin", 1000);
  run();
  const Bytes bytes = read_file(tree_.file("a.ch"));
  std::string header;
  for (const std::byte byte : bytes) {
    header += static_cast<char>(byte);
  }
  write_file(tree_.file("a.ch"),
             std::regex_replace(header, std::regex("(\"sha1_\\w+\": )\"\\w+\""),
                                "$1null"));
  options_.verify_existing = true;
  for (const bool replace_broken : {false, true}) {
    options_.replace_broken = replace_broken;
    EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
    EXPECT_THAT(reason_, HasSubstr("the header has no sha1_"));
    EXPECT_THAT(reason_, HasSubstr("may be sound"));
  }
}

TEST_F(PackTreeTest, HalfAPairIsNeverOverwritten) {
  const std::map<std::string, std::string> missing_by_found = {
      {"a.cbin", "a.ch"}, {"a.ch", "a.cbin"}};
  write_raw("a.bin", 10);
  for (const auto& [found, missing] : missing_by_found) {
    write_file(tree_.file(found), "unrelated");
    for (const bool replace_broken : {false, true}) {
      options_.replace_broken = replace_broken;
      EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
      EXPECT_THAT(reason_,
                  HasSubstr(fmt::format(
                      "{}: only one file of a pair exists ({} is missing)",
                      found, missing)));
      EXPECT_THAT(reason_, Not(HasSubstr("--overwrite")));
      EXPECT_THAT(tree_.files(), UnorderedElementsAre("a.bin", found));
      EXPECT_EQ(plan(), (Statuses{{"a.bin", "failed"}}));
      EXPECT_THAT(reason_, HasSubstr("only one file of a pair exists"));
    }
    std::filesystem::remove(tree_.file(found));
  }
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
}

TEST_F(PackTreeTest, HalfAPairOfAnotherNameIsNotDoubled) {
  write_raw("continuous.dat", 10);
  write_file(tree_.file("continuous.cbin"), "unrelated");
  EXPECT_EQ(run(), (Statuses{{"continuous.dat", "failed"}}));
  EXPECT_THAT(reason_, HasSubstr("(continuous.ch is missing)"));
}

// With --output-dir, only the output directory matters.
TEST_F(PackTreeTest, HalfAPairBesideTheRecordingDoesNotMatterElsewhere) {
  const TempDir elsewhere;
  options_.output_directory = elsewhere.path();
  write_raw("a.bin", 10);
  write_file(tree_.file("a.cbin"), "unrelated");
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
  std::filesystem::remove(elsewhere.file("a.ch"));
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
  EXPECT_THAT(reason_, HasSubstr("only one file of a pair exists"));
}

// The header of another data file with the same stem is not half of this pair.
TEST_F(PackTreeTest, APairOfTheSameStemIsNamed) {
  write_raw("a.bin", 10);
  run();
  for (const bool replace_broken : {false, true}) {
    options_.replace_broken = replace_broken;
    std::filesystem::rename(tree_.file("a.cbin"), tree_.file("a.cdat"));
    for (const Statuses& statuses : {run(), plan()}) {
      EXPECT_EQ(statuses, (Statuses{{"a.bin", "failed"}}));
      EXPECT_THAT(reason_, HasSubstr("would also be the header of a.cdat;"));
    }
    std::filesystem::rename(tree_.file("a.cdat"), tree_.file("a.cbin"));
  }
}

// The writer was killed between its two renames: its partial .ch shows which
// .cbin it belongs to.
TEST_F(PackTreeTest, WhatAKilledWriterLeftIsNoHalfPair) {
  write_raw("a.bin", 10);
  run();
  std::filesystem::rename(tree_.file("a.ch"),
                          partial_name_of(tree_.file("a.ch"), ""));
  EXPECT_EQ(plan(), (Statuses{{"a.bin", "planned"}}));
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
  EXPECT_THAT(tree_.files(), ElementsAre("a.bin", "a.cbin", "a.ch"));
}

// The writer was killed while it replaced a pair: the older pair is restored.
TEST_F(PackTreeTest, WhatAKilledWriterSetAsideIsNoHalfPair) {
  write_raw("a.bin", 10);
  run();
  std::filesystem::rename(tree_.file("a.cbin"),
                          partial_name_of(tree_.file("a.cbin"), "-replaced"));
  EXPECT_EQ(plan(), (Statuses{{"a.bin", "planned"}}));
  EXPECT_EQ(run(), (Statuses{{"a.bin", "done"}}));
}

// The writer was killed when the new pair was complete and the backup of the
// older one still existed.
TEST_F(PackTreeTest, WhatStandsBesideACompletePairIsClearedAway) {
  write_raw("a.bin", 10);
  run();
  std::filesystem::copy_file(
      tree_.file("a.cbin"), partial_name_of(tree_.file("a.cbin"), "-replaced"));
  EXPECT_EQ(plan(), (Statuses{{"a.bin", "done"}}));
  EXPECT_EQ(tree_.files().size(), 4U);
  EXPECT_EQ(run(), (Statuses{{"a.bin", "done"}}));
  EXPECT_THAT(tree_.files(), ElementsAre("a.bin", "a.cbin", "a.ch"));
}

TEST_F(PackTreeTest, ADamagedPairIsReplacedOnRequest) {
  write_raw("a.bin", 1000);
  run();
  const Bytes cbin = read_file(tree_.file("a.cbin"));
  write_file(tree_.file("a.cbin"), Bytes(cbin.begin(), cbin.end() - 1));
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
  options_.replace_broken = true;
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
  EXPECT_TRUE(same_bytes(cbin, read_file(tree_.file("a.cbin"))));
}

TEST_F(PackTreeTest, WithoutALeastAgeEvenTomorrowsFileIsPacked) {
  write_raw("a.bin", 10);
  std::filesystem::last_write_time(
      tree_.file("a.bin"),
      std::filesystem::file_time_type::clock::now() + std::chrono::hours(24));
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
}

// Bug: the file was "too young" on every run, without an explanation.
TEST_F(PackTreeTest, AFileOfTheFutureThatIsTooYoungIsExplained) {
  write_raw("a.bin", 10);
  std::filesystem::last_write_time(
      tree_.file("a.bin"),
      std::filesystem::file_time_type::clock::now() + std::chrono::hours(3));
  options_.min_age = std::chrono::seconds(60);
  EXPECT_EQ(run(), (Statuses{{"a.bin", "young"}}));
  ASSERT_EQ(warnings_.size(), 1U);
  EXPECT_THAT(warnings_.front(), HasSubstr("3.0 h in the future"));
}

TEST_F(PackTreeTest, OnlyTheShardIsTouched) {
  for (int i = 0; i < 20; ++i) {
    write_raw(std::to_string(i) + ".bin", 1);
  }
  options_.shard = {.index = 0, .count = 2};
  const std::size_t n_first = run().size();
  options_.shard = {.index = 1, .count = 2};
  EXPECT_EQ(n_first + run().size(), 20U);
  EXPECT_GT(n_first, 0U);
  EXPECT_LT(n_first, 20U);
}

TEST_F(PackTreeTest, NothingIsBegunAfterItIsAskedToStop) {
  write_raw("a.bin", 10);
  stop_.request_stop();
  EXPECT_EQ(run(), (Statuses{{"a.bin", "stopped"}}));
  EXPECT_THAT(tree_.files(), ElementsAre("a.bin"));
}

TEST_F(PackTreeTest, WhatTheListenerThrowsEndsIt) {
  for (int i = 0; i < 20; ++i) {
    write_raw(std::to_string(i) + ".bin", 10);
  }
  EXPECT_THROW(pack_tree(find_recordings(tree_.path()).recordings, options_, {},
                         [](const PackOutcome&) {
                           throw std::runtime_error("the log is full");
                         }),
               std::runtime_error);
}

TEST_F(PackTreeTest, APlanWritesNothingAndFindsTheSameFaults) {
  write_raw("a.bin", 1000);
  write_file(tree_.file("b.bin"), "odd");
  std::vector<PackOutcome> outcomes;
  plan_tree(find_recordings(tree_.path()).recordings, options_, {},
            [&](const PackOutcome& outcome) { outcomes.push_back(outcome); });
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[0].status, PackStatus::kPlanned);
  EXPECT_EQ(outcomes[0].raw_size, 4000U);
  EXPECT_GT(outcomes[0].cbin_size, 0U);
  EXPECT_LT(outcomes[0].cbin_size, 4000U);
  EXPECT_EQ(outcomes[1].status, PackStatus::kFailed);
  EXPECT_THAT(tree_.files(), ElementsAre("a.bin", "b.bin"));
}

// Bug: root packed another user's file after a user had replaced a listed
// recording by a symlink to it.
TEST_F(PackTreeTest, ARecordingThatBecomesASymlinkIsNotFollowed) {
  const TempDir others;
  write_file(others.file("secret.bin"), Bytes(40, std::byte{7}));
  write_raw("a.bin", 10);
  swap_ = [&] {
    std::filesystem::remove(tree_.file("a.bin"));
    std::filesystem::create_symlink(others.file("secret.bin"),
                                    tree_.file("a.bin"));
  };
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
  EXPECT_THAT(tree_.files(), ElementsAre("a.bin"));
}

// Bug: the same happened with a directory; root also wrote through the symlink.
TEST_F(PackTreeTest, ADirectoryThatBecomesASymlinkIsNotFollowed) {
  const TempDir others;
  write_file(others.file("a.bin"), Bytes(40, std::byte{7}));
  std::filesystem::create_directory(tree_.file("u"));
  write_raw("u/a.bin", 10);
  swap_ = [&] {
    std::filesystem::remove_all(tree_.file("u"));
    std::filesystem::create_directory_symlink(others.path(), tree_.file("u"));
  };
  for (const bool is_mirrored : {false, true}) {
    const TempDir packed;
    options_.output_directory = is_mirrored ? packed.path() : "";
    EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
    EXPECT_THAT(packed.files(), IsEmpty());
    EXPECT_THAT(others.files(), ElementsAre("a.bin"));
    std::filesystem::remove(tree_.file("u"));
    std::filesystem::create_directory(tree_.file("u"));
    write_raw("u/a.bin", 10);
  }
}

// Bug: the same happened with an output directory.
TEST_F(PackTreeTest, AMirroredDirectoryThatIsASymlinkIsNotFollowed) {
  const TempDir packed;
  const TempDir others;
  std::filesystem::create_directory(tree_.file("u"));
  write_raw("u/a.bin", 10);
  std::filesystem::create_directory_symlink(others.path(), packed.file("u"));
  options_.output_directory = packed.path();
  EXPECT_EQ(run(), (Statuses{{"a.bin", "failed"}}));
  EXPECT_THAT(others.files(), IsEmpty());
}

// Bug: recordings in a directory that only their owner may enter became
// readable by all users in the mirrored tree.
TEST_F(PackTreeTest, MirroredDirectoriesHaveTheModeOfTheirs) {
  const TempDir parent;
  std::filesystem::create_directory(tree_.file("closed"));
  write_raw("closed/a.bin", 10);
  ASSERT_EQ(::chmod(tree_.file("closed").c_str(), 0710), 0);
  ASSERT_EQ(::chmod(tree_.path().c_str(), 0750), 0);
  options_.output_directory = parent.file("deep/packed");
  EXPECT_EQ(run(), (Statuses{{"a.bin", "packed"}}));
  EXPECT_EQ(mode_of(parent.file("deep/packed")), 0750U);
  EXPECT_EQ(mode_of(parent.file("deep/packed/closed")), 0710U);
  // An existing directory is not changed.
  ASSERT_EQ(::chmod(parent.file("deep/packed/closed").c_str(), 0700), 0);
  EXPECT_EQ(run(), (Statuses{{"a.bin", "done"}}));
  EXPECT_EQ(mode_of(parent.file("deep/packed/closed")), 0700U);
}

}  // namespace
}  // namespace mtscomp
