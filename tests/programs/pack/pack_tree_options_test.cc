// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_tree_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(PackTreeOptionsTest, AreRead) {
  const PackCommand command = parse_pack_command({"a",
                                                  "b",
                                                  "c",
                                                  "d",
                                                  "e",
                                                  "--jobs",
                                                  "4",
                                                  "--shard",
                                                  "2/3",
                                                  "--min-age",
                                                  "60",
                                                  "--stop-file",
                                                  "s",
                                                  "--log",
                                                  "l",
                                                  "--max-rate",
                                                  "200",
                                                  "--output-dir",
                                                  "o",
                                                  "--verify-existing",
                                                  "--normal-priority"});
  EXPECT_FALSE(command.exit_code) << command.text;
  const TreeSettings& tree = command.tree;
  EXPECT_EQ(command.request.raw_path, "a");
  EXPECT_EQ(command.request.cbin_path, "b");
  EXPECT_EQ(command.request.ch_path, "c");
  EXPECT_THAT(tree.more_trees, ElementsAre("d", "e"));
  EXPECT_EQ(tree.n_jobs, 4U);
  EXPECT_EQ(tree.shard, (Shard{.index = 2, .count = 3}));
  EXPECT_EQ(tree.min_age, 60U);
  EXPECT_EQ(tree.stop_file, "s");
  EXPECT_EQ(tree.log_file, "l");
  EXPECT_EQ(tree.max_rate, 200);
  EXPECT_EQ(tree.output_directory, "o");
  EXPECT_TRUE(tree.verify_existing);
  EXPECT_TRUE(tree.normal_priority);
  EXPECT_EQ(tree.given(), "a fourth path, d,");
}

TEST(PackTreeOptionsTest, NoneIsGivenForASingleRecording) {
  EXPECT_EQ(parse_pack_command({"x.bin", "y.cbin"}).tree.given(), "");
}

TEST(PackTreeOptionsTest, WhatIsWrongIsRefused) {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"--shard", "3/3"},
        {"--jobs", "0"},
        {"--max-rate", "0"},
        {"--min-age", "-1"}}) {
    std::vector<std::string> arguments = {"a"};
    arguments.insert(arguments.end(), wrong.begin(), wrong.end());
    EXPECT_EQ(parse_pack_command(arguments).exit_code, 2) << wrong.front();
  }
}

TEST(PackTreeOptionsTest, WhatIsForTreesOnlyIsNamed) {
  for (const auto& [name, value] :
       {std::pair("--output-dir", "o"), std::pair("--jobs", "4"),
        std::pair("--shard", "2/3"), std::pair("--min-age", "60"),
        std::pair("--stop-file", "s"), std::pair("--log", "l"),
        std::pair("--max-rate", "200")}) {
    EXPECT_EQ(parse_pack_command({"a", name, value}).tree.given(), name);
  }
  for (const char* const flag : {"--verify-existing", "--normal-priority"}) {
    EXPECT_EQ(parse_pack_command({"a", flag}).tree.given(), flag);
  }
}

// Bug: the message contained the largest double, with 309 digits.
TEST(PackTreeOptionsTest, NumbersThatAreTooSmallAreRefusedBriefly) {
  EXPECT_THAT(parse_pack_command({"a", "--max-rate", "0"}).text,
              HasSubstr("--max-rate: expected a number above 0, found \"0\""));
  EXPECT_THAT(parse_pack_command({"a", "--min-age", "-1"}).text,
              HasSubstr("--min-age: expected a number, 0 or more, found "
                        "\"-1\""));
}

}  // namespace
}  // namespace mtscomp
