// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs/chop/mtscomp_chop_options.h"
#include "programs/info/mtscomp_info_options.h"
#include "programs/verify/mtscomp_verify_options.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ArchiveOptionsVerifyTest, AreRead) {
  const VerifyCommand command = parse_verify_command(
      {"a", "--safe-to-delete", "-0", "--json", "-p", "3", "--raw-dir", "b",
       "--shard", "1/4", "--max-rate", "50.5", "--allow-missing-sha1", "-q"});
  EXPECT_FALSE(command.exit_code) << command.text;
  EXPECT_THAT(command.paths, ElementsAre("a"));
  EXPECT_TRUE(command.safe_to_delete);
  EXPECT_TRUE(command.ends_with_zero);
  EXPECT_TRUE(command.json);
  EXPECT_TRUE(command.quiet);
  EXPECT_TRUE(command.allow_missing_sha1);
  EXPECT_EQ(command.n_threads, 3U);
  EXPECT_EQ(command.raw_directory, "b");
  EXPECT_EQ(command.shard, (Shard{.index = 1, .count = 4}));
  EXPECT_EQ(command.max_rate, 50.5);
}

TEST(ArchiveOptionsVerifyTest, ContradictionsAreRefused) {
  EXPECT_EQ(parse_verify_command({}).exit_code, 2);
  EXPECT_EQ(parse_verify_command({"a", "--shard", "4/4"}).exit_code, 2);
  EXPECT_THAT(parse_verify_command({"a", "--quick", "--safe-to-delete"}).text,
              HasSubstr("--quick reads no samples"));
  EXPECT_EQ(parse_verify_command({"a", "b", "--raw-dir", "c"}).exit_code, 2);
}

TEST(ArchiveOptionsInfoTest, AreRead) {
  const InfoCommand command = parse_info_command({"a", "b", "--json"});
  EXPECT_THAT(command.paths, ElementsAre("a", "b"));
  EXPECT_TRUE(command.json);
  EXPECT_EQ(parse_info_command({}).exit_code, 2);
  EXPECT_THAT(parse_info_command({"--bogus"}).text, HasSubstr("--bogus"));
}

TEST(ArchiveOptionsChopTest, AreMtschops) {
  for (const char* const option : {"-n", "--n_chunks", "--n-chunks"}) {
    const ChopCommand command = parse_chop_command(
        {"x.cbin", option, "3", "-o", "y.cbin", "-nc", "-v", "-p", "2"});
    EXPECT_FALSE(command.exit_code) << command.text;
    EXPECT_EQ(command.cbin_path, "x.cbin");
    EXPECT_EQ(command.n_chunks, 3U);
    EXPECT_EQ(command.out_path, "y.cbin");
  }
  EXPECT_EQ(
      parse_chop_command({"x.cbin", "--n_chunks=3", "--out=y.cbin"}).n_chunks,
      3U);
  EXPECT_EQ(parse_chop_command({"x.cbin", "-n", "3"}).exit_code, 2);
  EXPECT_THAT(parse_chop_command({"x.cbin", "-n", "-1", "-o", "y.cbin"}).text,
              HasSubstr("--n-chunks: expected a number above 0, found \"-1\""));
}

}  // namespace
}  // namespace mtscomp
