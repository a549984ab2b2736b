// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/name_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const std::string kA = "11111111-1111-1111-1111-111111111111";
const std::string kB = "22222222-2222-2222-2222-222222222222";
const std::string kC = "33333333-3333-3333-3333-333333333333";

std::vector<SourceEntry> files(const std::vector<std::string>& names) {
  std::vector<SourceEntry> entries;
  for (const std::string& name : names) {
    entries.push_back({.name = name, .inode = 1, .type = S_IFREG});
  }
  return entries;
}

// "shown <- file" for each name under which a pair is shown; the recording
// first.
std::vector<std::string> shown(const std::vector<std::string>& names,
                               const NamingOptions& options = {}) {
  const NameIndex index(files(names), options);
  std::vector<std::string> lines;
  for (const PairNames& pair : index.pairs()) {
    for (const PairNames::Data& data : pair.data) {
      lines.push_back(data.shown + " <- " + data.cbin + " + " + pair.ch +
                      (data.real.empty() ? "" : " but " + data.real));
      for (const PairNames::Alias& alias : pair.aliases(data)) {
        lines.push_back(alias.shown + " <- " + alias.file);
        EXPECT_EQ(index.find(alias.shown), &pair);
      }
      EXPECT_EQ(index.find(data.cbin), &pair);
      if (data.real.empty()) {
        EXPECT_EQ(index.find(data.shown), &pair);
      }
    }
    EXPECT_EQ(index.find(pair.ch), &pair);
  }
  return lines;
}

TEST(NameIndexTest, PairIsShownAsItsPlainFile) {
  EXPECT_THAT(
      shown({"x.cbin", "x.ch", "x.meta", "y.txt", "z.cbin", "w.ch"}),
      UnorderedElementsAre("x.bin <- x.cbin + x.ch", "x.meta <- x.meta"));
}

// Bug: each pair on a disk written by a Mac was listed as a problem.
TEST(NameIndexTest, HiddenFilesAreNoPairs) {
  const NameIndex index(
      files({"x.cbin", "x.ch", "._x.cbin", "._x.ch", ".y.cbin"}), {});
  EXPECT_EQ(index.pairs().size(), 1U);
  EXPECT_EQ(index.find("._x.ch"), nullptr);
  EXPECT_THAT(index.orphans(), IsEmpty());
}

// Bug: a .cbin without a header was not reported anywhere.
TEST(NameIndexTest, CbinsWithoutHeadersAreListed) {
  const NameIndex index(
      files({"x.cbin", "x.cbin.ch", "y.cbin", "z.cbin", "z.ch", "w.ch"}), {});
  ASSERT_EQ(index.orphans().size(), 2U);
  EXPECT_EQ(index.orphans()[0].cbin, "x.cbin");
  EXPECT_EQ(index.orphans()[0].ch, "x.ch");
  EXPECT_EQ(index.orphans()[0].similar, "x.cbin.ch");
  EXPECT_EQ(index.orphans()[1].cbin, "y.cbin");
  EXPECT_EQ(index.orphans()[1].similar, "");
}

TEST(NameIndexTest, UuidsAreLeftOutOfAllThreeNames) {
  EXPECT_THAT(shown({"x.ap." + kA + ".cbin", "x.ap." + kB + ".ch",
                     "x.ap." + kC + ".meta"}),
              UnorderedElementsAre(
                  "x.ap.bin <- x.ap." + kA + ".cbin + x.ap." + kB + ".ch",
                  "x.ap.meta <- x.ap." + kC + ".meta"));
}

TEST(NameIndexTest, UuidsMayBeKept) {
  EXPECT_THAT(
      shown({"x." + kA + ".cbin", "x." + kB + ".ch", "x." + kC + ".meta"},
            {.keep_uuid = true}),
      UnorderedElementsAre(
          "x." + kA + ".bin <- x." + kA + ".cbin + x." + kB + ".ch",
          "x." + kC + ".meta <- x." + kC + ".meta"));
}

TEST(NameIndexTest, CompressedFilesMayBeShown) {
  EXPECT_THAT(shown({"x." + kA + ".cbin", "x." + kB + ".ch"},
                    {.show_compressed = true}),
              UnorderedElementsAre(
                  "x.bin <- x." + kA + ".cbin + x." + kB + ".ch",
                  "x.cbin <- x." + kA + ".cbin", "x.ch <- x." + kB + ".ch"));
}

TEST(NameIndexTest, PairsThatWouldShareANameKeepTheirUuids) {
  const std::vector<std::string> names = {
      "x." + kA + ".cbin", "x." + kA + ".ch", "x." + kB + ".cbin",
      "x." + kB + ".ch"};
  EXPECT_THAT(shown(names),
              UnorderedElementsAre(
                  "x." + kA + ".bin <- x." + kA + ".cbin + x." + kA + ".ch",
                  "x." + kB + ".bin <- x." + kB + ".cbin + x." + kB + ".ch"));
  EXPECT_EQ(NameIndex(files(names), {}).collisions().size(), 2U);
}

// Bug: the last pair was also shown as "x.A.bin".
TEST(NameIndexTest, PairThatKeepsItsUuidHasItsNameToItself) {
  EXPECT_THAT(
      shown({"x." + kA + ".cbin", "x." + kA + ".ch", "x." + kB + ".cbin",
             "x." + kB + ".ch", "x." + kA + "." + kC + ".cbin",
             "x." + kA + "." + kC + ".ch"}),
      UnorderedElementsAre(
          "x." + kA + ".bin <- x." + kA + ".cbin + x." + kA + ".ch",
          "x." + kB + ".bin <- x." + kB + ".cbin + x." + kB + ".ch",
          "x." + kA + "." + kC + ".bin <- x." + kA + "." + kC + ".cbin + x." +
              kA + "." + kC + ".ch"));
}

TEST(NameIndexTest, PairThatWouldTakeAnothersNameKeepsItsUuid) {
  const std::vector<std::string> names = {"x." + kA + ".cbin",
                                          "x." + kA + ".ch", "x.cbin", "x.ch"};
  EXPECT_THAT(shown(names),
              UnorderedElementsAre(
                  "x.bin <- x.cbin + x.ch",
                  "x." + kA + ".bin <- x." + kA + ".cbin + x." + kA + ".ch"));
  EXPECT_EQ(NameIndex(files(names), {}).collisions().size(), 1U);
}

TEST(NameIndexTest, RealFileIsMeantInThePairsPlace) {
  EXPECT_THAT(shown({"x.cbin", "x.ch", "x.bin"}),
              UnorderedElementsAre("x.bin <- x.cbin + x.ch but x.bin"));
  EXPECT_THAT(
      shown({"x." + kA + ".cbin", "x." + kB + ".ch", "x." + kC + ".bin"}),
      UnorderedElementsAre("x.bin <- x." + kA + ".cbin + x." + kB +
                           ".ch but x." + kC + ".bin"));
  EXPECT_THAT(shown({"x.cnpy", "x.ch", "x.npy"}),
              UnorderedElementsAre("x.npy <- x.cnpy + x.ch but x.npy"));
}

// Bug: the name "x.bin" was given to the wrong pair, so it was listed but not
// found.
TEST(NameIndexTest, PairWithARealFileTakesNoNameOfAnother) {
  const NameIndex index(files({"x.cbin", "x.ch", "x." + kA + ".cbin",
                               "x." + kA + ".ch", "x." + kA + ".bin"}),
                        {});
  ASSERT_NE(index.find("x.bin"), nullptr);
  EXPECT_EQ(index.find("x.bin")->ch, "x.ch");
}

TEST(NameIndexTest, WhateverHasThePlainNameIsMeant) {
  std::vector<SourceEntry> entries = files({"x.cbin", "x.ch"});
  entries.push_back({.name = "x.bin", .inode = 2, .type = S_IFDIR});
  EXPECT_EQ(NameIndex(entries, {}).pairs().at(0).data.at(0).real, "x.bin");
}

TEST(NameIndexTest, DirectoriesAreNoMembers) {
  std::vector<SourceEntry> entries = files({"x.ch"});
  entries.push_back({.name = "x.cbin", .inode = 2, .type = S_IFDIR});
  EXPECT_THAT(NameIndex(entries, {}).pairs(), IsEmpty());
}

TEST(NameIndexTest, OpenEphysPrefersItsOwnSuffix) {
  EXPECT_THAT(shown({"continuous.cbin", "continuous.ch"}),
              UnorderedElementsAre(
                  "continuous.dat <- continuous.cbin + continuous.ch"));
  const NameIndex both(
      files({"continuous.cbin", "continuous.cdat", "continuous.ch"}), {});
  EXPECT_EQ(both.pairs().at(0).data.at(0).cbin, "continuous.cdat");
  EXPECT_EQ(both.pairs().at(0).data.at(1).shown, "continuous.dat");
}

TEST(NameIndexTest, NothingIsGuessedWhereUuidsAreAmbiguous) {
  EXPECT_THAT(
      shown({"x." + kA + ".cbin", "x." + kB + ".cbin", "x." + kC + ".ch"}),
      IsEmpty());
}

}  // namespace
}  // namespace mtscomp
