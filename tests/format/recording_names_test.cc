// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/recording_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kA = "11111111-1111-1111-1111-111111111111";
const std::string kB = "22222222-2222-2222-2222-222222222222";

NameGroups group(const std::vector<std::string>& names) {
  NameGroups groups;
  for (const std::string& name : names) {
    add_name(groups, name);
  }
  return groups;
}

TEST(RecordingNamesTest, AreGroupedByStemsWithoutUuids) {
  const NameGroups groups =
      group({"x.ap." + kA + ".cbin", "x.ap." + kB + ".ch", "x.ap.meta", "x.bin",
             "x.npy", "notes.txt", ".cbin", "x.cbin_tmp"});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_THAT(groups.at("x.ap").cbins, ElementsAre("x.ap." + kA + ".cbin"));
  EXPECT_THAT(groups.at("x.ap").headers, ElementsAre("x.ap." + kB + ".ch"));
  EXPECT_THAT(groups.at("x.ap").metas, ElementsAre("x.ap.meta"));
  EXPECT_THAT(groups.at("x").raws, ElementsAre("x.bin", "x.npy"));
  EXPECT_THAT(groups.at("x").cbins, IsEmpty());
}

TEST(RecordingNamesTest, PackedDataHasASuffixOfItsOwn) {
  for (const char* name : {"x.cbin", "x.cdat", "x.craw", "x.cnpy"}) {
    EXPECT_TRUE(is_cbin_name(name)) << name;
  }
  for (const char* name : {"x.bin", "x.ch", "x.ctxt", "cbin", ".cbin"}) {
    EXPECT_FALSE(is_cbin_name(name)) << name;
  }
}

TEST(RecordingNamesTest, PlainRecordingsHaveSuffixesOfTheirOwn) {
  for (const char* name : {"x.bin", "x.dat", "x.raw", "x.npy"}) {
    EXPECT_TRUE(is_plain_name(name)) << name;
  }
  for (const char* name : {"x.BIN", "x.cbin", "x.ch", "x.lfp", "x", ".bin"}) {
    EXPECT_FALSE(is_plain_name(name)) << name;
  }
}

TEST(RecordingNamesTest, BinAndOpenEphysNamesAreRecordingsByThemselves) {
  for (const char* name : {"x.bin", "continuous.dat"}) {
    EXPECT_TRUE(is_recording_by_name(name)) << name;
  }
  for (const char* name : {"x.dat", "x.raw", "x.npy", "x.cbin", "x.ch"}) {
    EXPECT_FALSE(is_recording_by_name(name)) << name;
  }
}

TEST(RecordingNamesTest, PartnerHasTheSameStemOrIsTheOnlyOne) {
  const std::vector<std::string> one = {"x." + kA + ".cbin"};
  const std::vector<std::string> two = {"x." + kA + ".cbin", "x.cbin"};
  EXPECT_EQ(find_partner({"x." + kB + ".ch"}, one[0], one), "x." + kB + ".ch");
  EXPECT_EQ(find_partner({"x.ch", "x." + kA + ".ch"}, two[1], two), "x.ch");
  EXPECT_EQ(find_partner({"x.ch"}, two[0], two), "");
  EXPECT_EQ(find_partner({}, one[0], one), "");
}

TEST(RecordingNamesTest, PlainNameFollowsTheSuffix) {
  EXPECT_EQ(plain_name_of("x.ap.cbin"), "x.ap.bin");
  EXPECT_EQ(plain_name_of("x.cdat"), "x.dat");
  EXPECT_EQ(plain_name_of("x.craw"), "x.raw");
  EXPECT_EQ(plain_name_of("x.cnpy"), "x.npy");
}

TEST(RecordingNamesTest, OpenEphysNameIsContinuousDat) {
  EXPECT_EQ(plain_name_of("continuous.cbin"), "continuous.dat");
  EXPECT_EQ(plain_name_of("continuous.cdat"), "continuous.dat");
  EXPECT_EQ(plain_name_of("continuous.cnpy"), "continuous.npy");
  EXPECT_EQ(plain_name_of("discontinuous.cbin"), "discontinuous.bin");
}

TEST(RecordingNamesTest, RealFileStandsForThePairItCouldBeMadeFrom) {
  const NameGroups groups = group({"x." + kA + ".cbin", "x." + kB + ".bin"});
  EXPECT_TRUE(
      groups.at("x").stands_for("x." + kA + ".cbin", "x." + kB + ".bin"));
  EXPECT_TRUE(NameGroup().stands_for("x.cbin", "x.bin"));
  EXPECT_FALSE(NameGroup().stands_for("x.cbin", "x.dat"));
  EXPECT_TRUE(NameGroup().stands_for("continuous.cbin", "continuous.dat"));
}

TEST(RecordingNamesTest, NothingStandsForAPairWhereUuidsAreAmbiguous) {
  const NameGroups groups =
      group({"x." + kA + ".cbin", "x." + kB + ".cbin", "x.bin"});
  EXPECT_FALSE(groups.at("x").stands_for("x." + kA + ".cbin", "x.bin"));
}

TEST(RecordingNamesTest, DroppingAUuidLeavesOtherNamesAlone) {
  EXPECT_EQ(drop_uuid("x.ap." + kA + ".ch"), "x.ap.ch");
  EXPECT_EQ(drop_uuid("x.ap.ch"), "x.ap.ch");
  EXPECT_EQ(drop_uuid(kA + ".ch"), kA + ".ch");
  EXPECT_EQ(drop_uuid("x." + kA), "x." + kA);
}

TEST(RecordingNamesRawTest, TakesTheCOutOfTheSuffix) {
  EXPECT_EQ(raw_name_of("x.cbin"), "x.bin");
  EXPECT_EQ(raw_name_of("x.cdat"), "x.dat");
  EXPECT_EQ(raw_name_of("x.craw"), "x.raw");
}

TEST(RecordingNamesRawTest, LooksAtTheLastSuffixOnly) {
  EXPECT_EQ(raw_name_of("run_g0_t0.imec0.ap.cbin"), "run_g0_t0.imec0.ap.bin");
  EXPECT_EQ(raw_name_of("x.cbin.bak"), std::nullopt);
  EXPECT_EQ(raw_name_of(".x.cbin"), ".x.bin");
}

TEST(RecordingNamesRawTest, IsNothingForOtherNames) {
  for (const std::string name :
       {"", "x", "x.bin", "x.ch", "x.cnpy", "x.CBIN", "x.cbinx", "x.cbi",
        "cbin", ".cbin", "x.", "x.c"}) {
    EXPECT_EQ(raw_name_of(name), std::nullopt) << name;
  }
}

TEST(RecordingNamesUnpackedTest, TakesTheCOutOfAnySuffix) {
  EXPECT_EQ(unpacked_name_of("x.cbin"), "x.bin");
  EXPECT_EQ(unpacked_name_of("x.cnpy"), "x.npy");
  EXPECT_EQ(unpacked_name_of("a.b/x.ctxt"), "a.b/x.txt");
  for (const char* name : {"x.bin", "x.c", "x", "a.cbin/x"}) {
    EXPECT_EQ(unpacked_name_of(name), std::nullopt) << name;
  }
}

TEST(RecordingNamesCbinTest, PutsACBeforeTheSuffix) {
  EXPECT_EQ(cbin_name_of("x.bin"), "x.cbin");
  EXPECT_EQ(cbin_name_of("x.dat"), "x.cdat");
  EXPECT_EQ(cbin_name_of("x.raw"), "x.craw");
  EXPECT_EQ(cbin_name_of("x.npy"), "x.cnpy");
  EXPECT_EQ(cbin_name_of("x.ap.bin"), "x.ap.cbin");
  EXPECT_EQ(cbin_name_of("a.b/x.bin"), "a.b/x.cbin");
}

TEST(RecordingNamesCbinTest, IsNothingForOtherNames) {
  for (const std::string name : {"", "x", "x.cbin", "x.ch", "x.BIN", ".bin",
                                 "bin", "x.", "d/.bin", "x.bin/y"}) {
    EXPECT_EQ(cbin_name_of(name), std::nullopt) << name;
  }
}

TEST(RecordingNamesCbinTest, UndoesRawNameOf) {
  for (const std::string_view suffix : {".bin", ".dat", ".raw"}) {
    const std::string raw_name = "x.ap" + std::string(suffix);
    const std::optional<std::string> cbin_name = cbin_name_of(raw_name);
    ASSERT_TRUE(cbin_name) << raw_name;
    EXPECT_EQ(raw_name_of(*cbin_name), raw_name);
  }
}

TEST(RecordingNamesHeaderTest, ReplacesTheSuffix) {
  EXPECT_EQ(header_name_of("x.cbin"), "x.ch");
  EXPECT_EQ(header_name_of("x.bin"), "x.ch");
  EXPECT_EQ(header_name_of("x.ap.cbin"), "x.ap.ch");
  EXPECT_EQ(header_name_of("x.cnpy"), "x.ch");
  EXPECT_EQ(header_name_of("a.b/x"), "a.b/x.ch");
  EXPECT_EQ(header_name_of("a.b/.cbin"), "a.b/.cbin.ch");
}

TEST(RecordingNamesStemTest, TakesTheSuffixOff) {
  EXPECT_EQ(header_stem_of("x.ch"), "x");
  EXPECT_EQ(header_stem_of("x.ap.ch"), "x.ap");
}

TEST(RecordingNamesStemTest, IsNothingForOtherNames) {
  for (const std::string name : {"", "x", "x.cbin", "x.CH", "x.chx", ".ch"}) {
    EXPECT_EQ(header_stem_of(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace mtscomp
