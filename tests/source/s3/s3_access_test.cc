// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_access.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

const AwsEnvironment kKeys = {.access_key_id = "key",
                              .secret_access_key = "secret",
                              .region = "eu-west-1"};

TEST(S3AccessTest, IsAnonymousByDefault) {
  const S3Access access = find_s3_access({}, {});
  EXPECT_TRUE(std::holds_alternative<AnonymousAccess>(access.credentials));
  EXPECT_FALSE(access.region);
  EXPECT_FALSE(access.endpoint);
  EXPECT_FALSE(access.is_requester_payer);
}

TEST(S3AccessTest, UsesTheEnvironment) {
  const S3Access access = find_s3_access({.requester_pays = true}, kKeys);
  EXPECT_EQ(std::get<S3Credentials>(access.credentials).access_key, "key");
  EXPECT_EQ(access.region, "eu-west-1");
  EXPECT_TRUE(access.is_requester_payer);
}

TEST(S3AccessTest, OptionsComeFirst) {
  const S3Access access = find_s3_access(
      {.endpoint = "http://minio:9000", .region = "here", .anonymous = true},
      kKeys);
  EXPECT_TRUE(std::holds_alternative<AnonymousAccess>(access.credentials));
  EXPECT_EQ(access.region, "here");
  EXPECT_EQ(access.endpoint, parse_url("http://minio:9000"));
}

TEST(S3AccessTest, RefusesWrongOptions) {
  EXPECT_THROW(find_s3_access({.endpoint = "minio:9000"}, {}), UsageError);
  EXPECT_THROW(find_s3_access({.region = "a.b"}, {}), UsageError);
  EXPECT_THROW(find_s3_access({.profile = "missing"}, {}), UsageError);
}

}  // namespace
}  // namespace mtscomp
