// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_address.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string refusal_of(std::string_view text) {
  try {
    parse_s3_address(text);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(S3AddressTest, HasBucketAndKey) {
  EXPECT_EQ(parse_s3_address("s3://ibl-brain-wide-map-public/data/mainenlab"),
            (S3Address{"ibl-brain-wide-map-public", "data/mainenlab"}));
  EXPECT_EQ(parse_s3_address("s3://bucket"), (S3Address{"bucket", ""}));
  EXPECT_EQ(parse_s3_address("s3://bucket/"), (S3Address{"bucket", ""}));
  EXPECT_EQ(parse_s3_address("s3://Old_Bucket.x/a/"),
            (S3Address{"Old_Bucket.x", "a"}));
}

TEST(S3AddressTest, KeysAreNotEncoded) {
  EXPECT_EQ(
      parse_s3_address("s3://bucket/#2024#/a b/100%?x/gr\u00fc\u00dfe").key,
      "#2024#/a b/100%?x/gr\u00fc\u00dfe");
}

TEST(S3AddressTest, IsRecognised) {
  EXPECT_TRUE(is_s3_address("s3://"));
  EXPECT_FALSE(is_s3_address("s3:/a"));
  EXPECT_FALSE(is_s3_address("https://h"));
}

TEST(S3AddressTest, WrongBucketsAreRefused) {
  EXPECT_EQ(
      refusal_of("s3://a/b"),
      "s3://a/b: the name of a bucket has 3 to 63 letters, digits, \"-\", "
      "\".\" and \"_\"");
  for (const char* const text :
       {"s3://", "s3:///a", "s3://b cket", "s3://b\u00fccket", "s3://a..b",
        "s3://...", "s3://bucket:80/a", "s3://bucket\n", "s3://bucket?a"}) {
    EXPECT_NE(refusal_of(text), "") << text;
  }
  EXPECT_NE(refusal_of("s3://" + std::string(64, 'a')), "");
}

TEST(S3AddressTest, KeysOfUsersAreNotShown) {
  const std::string refusal = refusal_of("s3://AKID:secret@bucket/a");
  EXPECT_NE(refusal.find("AWS_ACCESS_KEY_ID"), std::string::npos);
  EXPECT_EQ(refusal.find("secret"), std::string::npos);
  EXPECT_EQ(refusal.find("AKID"), std::string::npos);
}

TEST(S3AddressTest, PartsThatCannotBeNamesAreRefused) {
  EXPECT_EQ(refusal_of("s3://bucket/a//b"),
            "s3://bucket/a//b: a part of the key cannot be a name: the name is "
            "empty; mount a prefix above it");
  for (const char* const text :
       {"s3://bucket//", "s3://bucket//a", "s3://bucket/a//", "s3://bucket/..",
        "s3://bucket/a/./b"}) {
    EXPECT_NE(refusal_of(text), "") << text;
  }
}

TEST(S3AddressTest, SomeBucketsAreLabelsOfHosts) {
  EXPECT_TRUE(is_host_label("ibl-brain-wide-map-public"));
  EXPECT_FALSE(is_host_label("a.b"));
  EXPECT_FALSE(is_host_label("Abc"));
  EXPECT_FALSE(is_host_label("a_b"));
}

}  // namespace
}  // namespace mtscomp
