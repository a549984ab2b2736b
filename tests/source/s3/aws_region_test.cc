// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/aws_region.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

TEST(AwsRegionTest, TheFirstOneCounts) {
  S3Options options = {.region = "a"};
  AwsEnvironment environment;
  environment.region = "b";
  environment.default_region = "c";
  AwsSettings settings = {.config = {{"default", {{"region", "e"}}}},
                          .credentials = {{"default", {{"region", "d"}}}}};
  EXPECT_EQ(find_region(options, environment, settings), "a");
  options.region.clear();
  EXPECT_EQ(find_region(options, environment, settings), "b");
  environment.region.clear();
  EXPECT_EQ(find_region(options, environment, settings), "c");
  environment.default_region.clear();
  EXPECT_EQ(find_region(options, environment, settings), "d");
  settings.credentials.clear();
  EXPECT_EQ(find_region(options, environment, settings), "e");
  settings.config.clear();
  EXPECT_EQ(find_region(options, environment, settings), std::nullopt);
}

TEST(AwsRegionTest, IsAPartOfAHostName) {
  EXPECT_TRUE(is_region("us-east-1"));
  for (const std::string& text :
       {std::string(), std::string("us east"), std::string("a.b"),
        std::string("US"), std::string("a/b"), std::string(64, 'a')}) {
    EXPECT_FALSE(is_region(text)) << text;
  }
  EXPECT_THROW(find_region({.region = "evil.example/"}, {}, {}), UsageError);
}

}  // namespace
}  // namespace mtscomp
