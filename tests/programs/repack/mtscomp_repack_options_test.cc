// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/repack/mtscomp_repack_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

RepackCommand parse_well(std::vector<std::string> arguments) {
  RepackCommand command = parse_repack_command(std::move(arguments));
  EXPECT_FALSE(command.exit_code) << command.text;
  return command;
}

void expect_refused(std::vector<std::string> arguments,
                    const std::string& reason) {
  const RepackCommand command = parse_repack_command(std::move(arguments));
  EXPECT_EQ(command.exit_code, 2);
  EXPECT_THAT(command.text, HasSubstr(reason));
}

TEST(MtscompRepackOptionsTest, DefaultsKeepTheTransform) {
  const RepackCommand command = parse_well({"x.cbin", "/data"});
  EXPECT_THAT(command.paths, ElementsAre("x.cbin", "/data"));
  EXPECT_FALSE(command.encoding.level);
  EXPECT_FALSE(command.encoding.transform);
  EXPECT_FALSE(command.encoding.auto_transform);
  EXPECT_EQ(command.min_gain, 0.5);
  EXPECT_FALSE(command.encoding.n_segments);
}

TEST(MtscompRepackOptionsTest, TakesLevelTransformAndGain) {
  const RepackCommand command = parse_well(
      {"x.cbin", "--level", "dense", "--transform", "none/C", "--min-gain",
       "-5", "-p", "3", "--dry-run", "--segments", "16"});
  EXPECT_EQ(command.encoding.level, DeflateLevel::kDense);
  EXPECT_EQ(command.encoding.transform, parse_transform("none/C"));
  EXPECT_EQ(command.min_gain, -5);
  EXPECT_EQ(command.encoding.n_threads, 3U);
  EXPECT_EQ(command.encoding.n_segments, 16U);
  EXPECT_TRUE(command.dry_run);
  EXPECT_TRUE(
      parse_well({"x.cbin", "--transform", "auto"}).encoding.auto_transform);
}

TEST(MtscompRepackOptionsTest, TakesOptionsOfTrees) {
  const RepackCommand command =
      parse_well({"/data", "--jobs", "2", "--shard", "1/4", "--log", "x.jsonl",
                  "--max-rate", "50", "--min-age", "60", "--stop-file", "stop",
                  "--output-dir", "/new", "--normal-priority"});
  EXPECT_EQ(command.tree.n_jobs, 2U);
  EXPECT_EQ(command.tree.shard, (Shard{1, 4}));
  EXPECT_EQ(command.tree.output_directory, "/new");
  EXPECT_TRUE(command.tree.normal_priority);
}

TEST(MtscompRepackOptionsTest, RefusesWrongValues) {
  expect_refused({}, "path is required");
  expect_refused({"x.cbin", "--level", "9"}, "9");
  expect_refused({"x.cbin", "--transform", "sideways"}, "sideways");
  expect_refused({"x.cbin", "--min-gain", "101"}, "--min-gain");
  expect_refused({"x.cbin", "--overwrite"}, "--overwrite");
  expect_refused({"x.cbin", "--segments", "65"}, "--segments");
  expect_refused({"x.cbin", "y.cbin", "--output-dir", "/new"},
                 "--output-dir: allowed only with a single");
}

}  // namespace
}  // namespace mtscomp
