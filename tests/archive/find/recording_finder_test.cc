// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/recording_finder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <system_error>

#include "support/bytes.h"
#include "support/memory_source.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kA = "11111111-1111-1111-1111-111111111111";
constexpr const char* kB = "22222222-2222-2222-2222-222222222222";
constexpr const char* kC = "33333333-3333-3333-3333-333333333333";

// "raw cbin ch meta" of each recording; - stands for a missing file.
std::vector<std::string> find(std::vector<std::string> names) {
  std::vector<DirectoryEntry> entries;
  for (std::string& name : names) {
    entries.push_back({std::move(name), EntryType::kFile});
  }
  std::vector<std::string> found;
  const auto or_dash = [](const std::string& name) {
    return name.empty() ? "-" : name;
  };
  for (const RecordingFiles& files : find_recordings_in(entries)) {
    found.push_back(or_dash(files.raw_name) + " " + or_dash(files.cbin_name) +
                    " " + or_dash(files.ch_name) + " " +
                    or_dash(files.meta_name) +
                    (files.problem.empty() ? "" : " problem"));
  }
  return found;
}

TEST(RecordingFinderTest, FilesOfOneStemAreOneRecording) {
  EXPECT_THAT(find({"x.bin", "x.cbin", "x.ch", "x.meta", "y.bin", "y.meta"}),
              ElementsAre("x.bin x.cbin x.ch x.meta", "y.bin - - y.meta"));
}

TEST(RecordingFinderTest,
     AnyBinCountsAndOtherSuffixesOnlyWithSomethingBesides) {
  EXPECT_THAT(find({"a.bin", "b.dat", "c.raw", "d.meta", "d.dat", "e.raw",
                    "e.craw", "e.ch", "continuous.dat", "notes.txt"}),
              ElementsAre("a.bin - - -", "continuous.dat - - -",
                          "d.dat - - d.meta", "e.raw e.craw e.ch -"));
}

TEST(RecordingFinderTest, OpenEphysNamesHaveTwoCompressedForms) {
  EXPECT_THAT(find({"continuous.dat", "continuous.cbin", "continuous.ch"}),
              ElementsAre("continuous.dat continuous.cbin continuous.ch -"));
  EXPECT_THAT(find({"continuous.dat", "continuous.cdat", "continuous.ch"}),
              ElementsAre("continuous.dat continuous.cdat continuous.ch -"));
}

TEST(RecordingFinderTest, UuidsDiffer) {
  EXPECT_THAT(
      find({fmt::format("x.ap.{}.cbin", kA), fmt::format("x.ap.{}.ch", kB),
            fmt::format("x.ap.{}.meta", kC), "y.cbin", "y.ch"}),
      ElementsAre(
          fmt::format("- x.ap.{}.cbin x.ap.{}.ch x.ap.{}.meta", kA, kB, kC),
          "- y.cbin y.ch -"));
  EXPECT_THAT(find({fmt::format("x.{}.bin", kA), fmt::format("x.{}.meta", kB)}),
              ElementsAre(fmt::format("x.{}.bin - - x.{}.meta", kA, kB)));
}

TEST(RecordingFinderTest, NothingIsGuessedWhereUuidsAreAmbiguous) {
  EXPECT_THAT(find({fmt::format("x.{}.cbin", kA), fmt::format("x.{}.cbin", kB),
                    fmt::format("x.{}.ch", kC)}),
              ElementsAre(fmt::format("- x.{}.cbin - -", kA),
                          fmt::format("- x.{}.cbin - -", kB),
                          fmt::format("- - x.{}.ch -", kC)));
}

TEST(RecordingFinderTest, OrphansAreFound) {
  EXPECT_THAT(find({"a.cbin", "b.ch", "c.bin", "c.ch", "d.cnpy", "d.ch"}),
              ElementsAre("- a.cbin - -", "- - b.ch -", "c.bin - c.ch -",
                          "- d.cnpy d.ch -"));
}

TEST(RecordingFinderTest, TwoThatWouldShareAHeaderAreToldAndShareAShard) {
  EXPECT_THAT(find({"x.bin", "x.dat", "x.meta"}),
              ElementsAre("x.bin - - x.meta", "x.dat - - x.meta problem"));
  const std::vector<RecordingFiles> files =
      find_recordings_in({{"x.bin", EntryType::kFile},
                          {"x.dat", EntryType::kFile},
                          {"x.meta", EntryType::kFile}});
  EXPECT_EQ(files[0].shard_key(), "x.ch");
  EXPECT_EQ(files[1].shard_key(), "x.ch");
}

TEST(RecordingFinderTest, WorkInProgressIsNoRecording) {
  EXPECT_THAT(find({"x.cbin_tmp", "x.cbin.partial-host-12", "x.ch.partial-1"}),
              IsEmpty());
}

TEST(RecordingFinderTest, ATreeIsFoundWithItsPaths) {
  const TempDir directory;
  std::filesystem::create_directories(directory.file("a/b"));
  write_file(directory.file("a/b/x.bin"), "");
  write_file(directory.file("a/x.cbin.partial-host-12"), "");
  const std::string aside = "a/x.cbin.partial-host-12-replaced";
  write_file(directory.file(aside), "");
  std::filesystem::create_symlink("x.bin", directory.file("a/b/y.bin"));
  std::filesystem::create_symlink("a", directory.file("c"));
  const FoundRecordings found = find_recordings(directory.path());
  ASSERT_EQ(found.recordings.size(), 2U);
  const RecordingFiles& files = found.recordings[0];
  EXPECT_EQ(files.path_of(files.raw_name), directory.file("a/b/x.bin"));
  EXPECT_EQ(files.shard_key(), "a/b/x.ch");
  EXPECT_FALSE(files.raw_is_symlink);
  EXPECT_TRUE(found.recordings[1].raw_is_symlink);
  EXPECT_THAT(found.partial_files,
              ElementsAre(directory.file("a/x.cbin.partial-host-12")));
  EXPECT_THAT(found.backups, ElementsAre(directory.file(aside)));
  EXPECT_THAT(find_recordings(directory.file("nowhere")).unreadable,
              ElementsAre(HasSubstr("nowhere")));
}

TEST(RecordingFinderTest, AFileLeadsToItsRecording) {
  const TempDir directory;
  for (const char* const name : {"x.bin", "x.cbin", "x.ch", "packed"}) {
    write_file(directory.file(name), "");
  }
  for (const char* const name : {"x.bin", "x.cbin", "x.ch"}) {
    EXPECT_EQ(find_recording_of(directory.file(name)).cbin_name, "x.cbin");
  }
  EXPECT_EQ(find_recording_of(directory.file("packed")).ch_name, "packed.ch");
  EXPECT_THROW(find_recording_of(directory.file("y.cbin")), std::system_error);
}

// Bug: a .dat without a .meta was a packed file whose header is missing.
TEST(RecordingFinderTest, PlainFileOfAnySuffixIsPlainUnlessItHasAHeader) {
  const TempDir directory;
  write_file(directory.file("x.dat"), "");
  const RecordingFiles plain = find_recording_of(directory.file("x.dat"));
  EXPECT_EQ(plain.raw_name, "x.dat");
  EXPECT_EQ(plain.cbin_name, "");
  EXPECT_EQ(plain.ch_name, "");
  write_file(directory.file("x.ch"), "");
  EXPECT_EQ(find_recording_of(directory.file("x.dat")).ch_name, "x.ch");
}

TEST(RecordingFinderTest, TreeOnAServerIsSearched) {
  const auto archive = std::make_shared<MemorySource>();
  const std::string cbin = fmt::format("x.ap.{}.cbin", kA);
  const std::string ch = fmt::format("x.ap.{}.ch", kB);
  const std::string meta = fmt::format("x.ap.{}.meta", kC);
  for (const std::string& name : {cbin, ch, meta}) {
    archive->put("lab/#2024#/" + name, {});
  }
  archive->put("y.bin", {});
  archive->put(".hidden/z.bin", {});
  const FoundRecordings found = find_recordings(archive);
  ASSERT_EQ(found.recordings.size(), 2U);
  EXPECT_EQ(found.recordings[0].raw_name, "y.bin");
  const RecordingFiles& files = found.recordings[1];
  EXPECT_EQ(files.cbin_name, cbin);
  EXPECT_EQ(files.ch_name, ch);
  EXPECT_EQ(files.meta_name, meta);
  EXPECT_EQ(files.path_of(cbin), "memory://archive/lab/%232024%23/" + cbin);
  EXPECT_EQ(files.size_of(cbin), 0U);
  EXPECT_NE(files.open(ch), nullptr);
  EXPECT_THAT(found.unreadable, IsEmpty());
}

TEST(RecordingFinderTest, ErrorsOfAServerAreReported) {
  const auto archive = std::make_shared<MemorySource>();
  archive->refuse_listings(EACCES);
  EXPECT_THAT(find_recordings(archive).unreadable,
              ElementsAre(HasSubstr("cannot list")));
}

TEST(RecordingFinderTest, ServerThatListsNothingHasAPair) {
  const auto archive = std::make_shared<MemorySource>();
  archive->refuse_listings(EACCES);
  for (const char* const name : {"x.cbin", "x.ch"}) {
    const RecordingFiles files = find_recording_of(archive, name);
    EXPECT_EQ(files.cbin_name, "x.cbin");
    EXPECT_EQ(files.ch_name, "x.ch");
  }
  EXPECT_THROW(find_recording_of(archive, fmt::format("x.{}.cbin", kA)),
               std::system_error);
}

TEST(RecordingFinderTest, TimeoutOfAServerIsNoEmptyListing) {
  const auto archive = std::make_shared<MemorySource>();
  archive->refuse_listings(ETIMEDOUT);
  EXPECT_THROW(find_recording_of(archive, "x.cbin"), std::system_error);
}

}  // namespace
}  // namespace mtscomp
