// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/aws_profile.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

const AwsSettings kSettings = {
    .config = {{"default", {{"region", "a"}}}, {"lab", {{"region", "b"}}}},
    .credentials = {{"lab", {{"region", "c"}}}}};

TEST(AwsProfileTest, IsTheDefaultIfNoneIsNamed) {
  const ChosenProfile profile = choose_profile({}, {}, kSettings);
  EXPECT_EQ(profile.name, "default");
  EXPECT_FALSE(profile.is_named);
  EXPECT_TRUE(profile.exists);
  EXPECT_EQ(setting(profile.config, "region"), "a");
  EXPECT_EQ(setting(profile.credentials, "region"), "");
}

TEST(AwsProfileTest, TheOptionWinsOverTheVariable) {
  AwsEnvironment environment;
  environment.profile = "lab";
  const ChosenProfile profile = choose_profile({}, environment, kSettings);
  EXPECT_EQ(profile.name, "lab");
  EXPECT_TRUE(profile.is_named);
  EXPECT_EQ(setting(profile.config, "region"), "b");
  EXPECT_EQ(setting(profile.credentials, "region"), "c");
  EXPECT_EQ(choose_profile({.profile = "default"}, environment, kSettings).name,
            "default");
}

TEST(AwsProfileTest, CanBeMissing) {
  EXPECT_FALSE(choose_profile({.profile = "x"}, {}, kSettings).exists);
  EXPECT_FALSE(choose_profile({}, {}, {}).exists);
}

}  // namespace
}  // namespace mtscomp
