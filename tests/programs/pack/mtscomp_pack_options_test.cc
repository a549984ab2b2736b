// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/mtscomp_pack_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

PackCommand parse_well(std::vector<std::string> arguments) {
  PackCommand command = parse_pack_command(std::move(arguments));
  EXPECT_FALSE(command.exit_code) << command.text;
  return command;
}

void expect_refused(std::vector<std::string> arguments,
                    const std::string& reason) {
  const PackCommand command = parse_pack_command(std::move(arguments));
  EXPECT_EQ(command.exit_code, 2);
  EXPECT_THAT(command.text, HasSubstr(reason));
}

TEST(MtscompPackOptionsTest, ShortOptionsAreMtscomps) {
  const PackCommand command =
      parse_well({"x.bin", "y.cbin", "z.ch", "-n", "385", "-s", "30000.39",
                  "-d", "int16", "-p", "3", "-c", "0.5", "-nc", "-v"});
  EXPECT_EQ(command.request.raw_path, "x.bin");
  EXPECT_EQ(command.request.cbin_path, "y.cbin");
  EXPECT_EQ(command.request.ch_path, "z.ch");
  EXPECT_EQ(command.request.n_channels, 385U);
  EXPECT_EQ(command.request.sample_rate, 30000.39);
  EXPECT_EQ(command.request.dtype, "int16");
  EXPECT_EQ(command.request.chunk_duration, 0.5);
  EXPECT_EQ(command.encoding.n_threads, 3U);
  EXPECT_TRUE(command.no_check);
  EXPECT_TRUE(command.debug);
}

// Bug: scripts that pass "-d int16" as one argument were refused.
TEST(MtscompPackOptionsTest, BlanksInOneArgumentAreStripped) {
  const PackCommand command =
      parse_well({"x.bin", "-d int16 ", "-n 385", "-s 30000", "-p 3", "-c 2"});
  EXPECT_EQ(command.request.dtype, "int16");
  EXPECT_EQ(command.request.n_channels, 385U);
  EXPECT_EQ(command.request.sample_rate, 30000);
  EXPECT_EQ(command.encoding.n_threads, 3U);
  EXPECT_EQ(command.request.chunk_duration, 2);
}

TEST(MtscompPackOptionsTest, LongOptionsAreMtscomps) {
  const PackCommand command =
      parse_well({"x.bin", "--n-channels", "385", "--sample-rate", "30000",
                  "--dtype", "int16", "--cpus", "3", "--chunk", "2",
                  "--no-check", "--debug", "--set-default"});
  EXPECT_EQ(command.request.n_channels, 385U);
  EXPECT_EQ(command.request.chunk_duration, 2);
  EXPECT_TRUE(command.no_check);
  EXPECT_TRUE(command.set_default);
}

TEST(MtscompPackOptionsTest, WhatIsNotSaidIsAbsent) {
  const PackCommand command = parse_well({"x.bin"});
  EXPECT_FALSE(command.request.n_channels);
  EXPECT_FALSE(command.request.sample_rate);
  EXPECT_FALSE(command.request.dtype);
  EXPECT_FALSE(command.request.transform);
  EXPECT_FALSE(command.encoding.n_threads);
  EXPECT_FALSE(command.encoding.level);
  EXPECT_FALSE(command.encoding.n_segments);
  EXPECT_FALSE(command.no_check);
}

TEST(MtscompPackOptionsTest, LevelsAndTransformsAreNamed) {
  EXPECT_EQ(parse_well({"x.bin", "--level", "dense"}).encoding.level,
            DeflateLevel::kDense);
  EXPECT_TRUE(
      parse_well({"x.bin", "--transform", "auto"}).encoding.auto_transform);
  EXPECT_EQ(
      parse_well({"x.bin", "--transform", "time+channel/C"}).request.transform,
      parse_transform("time+channel/C"));
}

TEST(MtscompPackOptionsTest, NumberOfSegmentsIsOneTo64) {
  EXPECT_EQ(parse_well({"x.bin", "--segments", "1"}).encoding.n_segments, 1U);
  EXPECT_EQ(parse_well({"x.bin", "--segments", "64"}).encoding.n_segments, 64U);
}

TEST(MtscompPackOptionsTest, WhatIsWrongIsNamed) {
  expect_refused({}, "path");
  expect_refused({"x.bin", "--nonsense"}, "--nonsense");
  expect_refused({"--nonsense"}, "--nonsense");
  expect_refused({"x.bin", "-n", "many"}, "many");
  expect_refused({"x.bin", "-p", "0"}, "0");
  expect_refused({"x.bin", "-n", "0"}, "--n-channels: expected a number above");
  expect_refused({"x.bin", "-n", "-1"}, "found \"-1\"");
  expect_refused({"x.bin", "-s", "0"},
                 "--sample-rate: expected a number above");
  expect_refused({"x.bin", "-s", "inf"}, "found \"inf\"");
  expect_refused({"x.bin", "-c", "0"}, "--chunk: expected a number above 0");
  expect_refused({"x.bin", "-d", "int17"},
                 "--dtype \"int17\": expected an integer");
  expect_refused({"x.bin", "--level", "13"}, "13");
  expect_refused({"x.bin", "--transform", "best"}, "transform \"best\"");
  expect_refused({"x.bin", "--compat", "--level", "fast"}, "--compat");
  expect_refused({"x.bin", "--compat", "--segments", "2"}, "--compat");
  expect_refused({"x.bin", "--segments", "0"}, "--segments");
  expect_refused({"x.bin", "--segments", "65"}, "--segments");
}

TEST(MtscompPackOptionsTest, HelpSaysWhatEachLevelPromises) {
  const PackCommand command = parse_pack_command({"--help"});
  EXPECT_EQ(command.exit_code, 0);
  EXPECT_THAT(command.text, HasSubstr("zlib6"));
  EXPECT_THAT(command.text, HasSubstr("--allow-lossy-float"));
}

}  // namespace
}  // namespace mtscomp
