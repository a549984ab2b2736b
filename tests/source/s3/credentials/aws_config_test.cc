// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/aws_config.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

AwsProfiles config(std::string_view text) {
  return parse_aws_config(text, "config", AwsFile::kConfig);
}

AwsProfiles credentials(std::string_view text) {
  return parse_aws_config(text, "credentials", AwsFile::kCredentials);
}

std::string refusal_of(std::string_view text) {
  try {
    credentials(text);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

TEST(AwsConfigTest, ReadsProfiles) {
  EXPECT_EQ(credentials("[default]\naws_access_key_id = AKID\n"
                        "aws_secret_access_key=a/b+c==\n\n[lab]\n"
                        "aws_session_token =x\n"),
            (AwsProfiles{{"default",
                          {{"aws_access_key_id", "AKID"},
                           {"aws_secret_access_key", "a/b+c=="}}},
                         {"lab", {{"aws_session_token", "x"}}}}));
}

TEST(AwsConfigTest, ProfilesOfTheConfigFileHaveAPrefix) {
  EXPECT_EQ(
      config("[default]\na=1\n[profile lab]\na=2\n[ profile\t\"two words\" "
             "]\na=3\n[other]\na=4\n[sso-session x]\na=5\n[profile]\na=6\n"
             "[profiles x]\na=7\n"),
      (AwsProfiles{{"default", {{"a", "1"}}},
                   {"lab", {{"a", "2"}}},
                   {"two words", {{"a", "3"}}}}));
}

TEST(AwsConfigTest, CommentsAreIgnored) {
  EXPECT_EQ(
      config("# a\n; b\n[default] # c\na = 1 # d\nb = 2\t; e\nc = x#y;z\n"
             "  # not a continuation\nd=#4\n"),
      (AwsProfiles{
          {"default", {{"a", "1"}, {"b", "2"}, {"c", "x#y;z"}, {"d", "#4"}}}}));
}

TEST(AwsConfigTest, IndentedLinesContinueAValue) {
  EXPECT_EQ(config("[default]\ns3 =\n  max = 10\n\tmin = 1\nregion = eu\n"),
            (AwsProfiles{{"default",
                          {{"s3", "\nmax = 10\nmin = 1"}, {"region", "eu"}}}}));
  // A setting of a section that is ignored.
  EXPECT_EQ(config("[services x]\ns3 =\n  endpoint_url = y\n"), AwsProfiles());
}

TEST(AwsConfigTest, TheLastValueCounts) {
  EXPECT_EQ(config("[default]\na=1\nA=2\n[profile x]\n[default]\nb=3\na=4\n"),
            (AwsProfiles{{"default", {{"a", "4"}, {"b", "3"}}}, {"x", {}}}));
}

TEST(AwsConfigTest, FilesOfWindowsAreRead) {
  EXPECT_EQ(config("\xef\xbb\xbf[default]\r\na = 1\r\n\r\n  \r\n"),
            (AwsProfiles{{"default", {{"a", "1"}}}}));
}

TEST(AwsConfigTest, ValuesCanBeEmptyAndContainEqualsSigns) {
  EXPECT_EQ(config("[default]\na=\nb==c=\n"),
            (AwsProfiles{{"default", {{"a", ""}, {"b", "=c="}}}}));
  EXPECT_EQ(config(""), AwsProfiles());
}

TEST(AwsConfigTest, MessagesHaveTheLineOnly) {
  EXPECT_EQ(
      refusal_of("[default]\n\nSECRET\n"),
      "credentials: line 3: the line does not have the form NAME = VALUE");
  EXPECT_EQ(refusal_of("[SECRET\n"),
            "credentials: line 1: the section has no \"]\"");
  EXPECT_EQ(
      refusal_of("a = SECRET\n"),
      "credentials: line 1: a section such as [default] is missing before "
      "this line");
  EXPECT_EQ(refusal_of("[default]\n  SECRET\n"),
            "credentials: line 2: a line that begins with a blank must follow "
            "NAME = VALUE");
  EXPECT_NE(refusal_of("[default]\n= SECRET\n"), "");
}

}  // namespace
}  // namespace mtscomp
