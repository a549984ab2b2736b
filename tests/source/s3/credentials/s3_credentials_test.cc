// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/s3_credentials.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string refusal_of(const S3Credentials& credentials) {
  try {
    check_credentials(credentials, "profile x");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(S3CredentialsTest, KeysArePartsOfHeaders) {
  EXPECT_EQ(refusal_of({"AKID", "a/b+c=", ""}), "");
  EXPECT_EQ(refusal_of({"AKID", "a/b+c=", "token=="}), "");
  EXPECT_EQ(refusal_of({"", "SECRET", ""}),
            "profile x: the access key is missing");
  EXPECT_EQ(refusal_of({"AKID", "", ""}),
            "profile x: the secret access key is missing");
}

TEST(S3CredentialsTest, MessagesDoNotContainKeys) {
  for (const S3Credentials& credentials :
       {S3Credentials{"SECRET\r\nX: y", "a", ""},
        S3Credentials{"a", "SECRET x", ""},
        S3Credentials{"a", "SECRET\xff", ""},
        S3Credentials{"a", "b", "SECRET\n"}}) {
    const std::string refusal = refusal_of(credentials);
    EXPECT_NE(refusal, "");
    EXPECT_EQ(refusal.find("SECRET"), std::string::npos) << refusal;
  }
}

TEST(S3CredentialsTest, AreRenewedFiveMinutesBefore) {
  const HttpTime end = *parse_iso_date("2026-01-01T12:00:00Z");
  const S3Credentials credentials = {"a", "b", "c", end};
  EXPECT_FALSE(needs_refresh(credentials, end - std::chrono::seconds(301)));
  EXPECT_TRUE(needs_refresh(credentials, end - std::chrono::seconds(300)));
  EXPECT_TRUE(needs_refresh(credentials, end + std::chrono::hours(1)));
  EXPECT_FALSE(needs_refresh({"a", "b", ""}, end));
}

}  // namespace
}  // namespace mtscomp
