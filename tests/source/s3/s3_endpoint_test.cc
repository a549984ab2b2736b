// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_endpoint.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

std::string moved(const S3Endpoint& endpoint, const std::string& region,
                  std::string_view key) {
  Url url = endpoint.url_of(key);
  endpoint.move_to(region, url);
  return to_string(url);
}

TEST(S3EndpointTest, ABucketIsInTheHost) {
  const S3Endpoint endpoint("my-bucket", std::nullopt);
  EXPECT_EQ(to_string(endpoint.url_of("a/#2024-05-06#/b c+\u00fc")),
            "https://my-bucket.s3.us-east-1.amazonaws.com"
            "/a/%232024-05-06%23/b%20c%2B%C3%BC");
  EXPECT_EQ(to_string(endpoint.url_of("")),
            "https://my-bucket.s3.us-east-1.amazonaws.com/");
  EXPECT_EQ(moved(endpoint, "eu-west-1", "a"),
            "https://my-bucket.s3.eu-west-1.amazonaws.com/a");
  EXPECT_EQ(moved(endpoint, "cn-north-1", "a"),
            "https://my-bucket.s3.cn-north-1.amazonaws.com.cn/a");
}

TEST(S3EndpointTest, ABucketThatNoCertificateCoversIsInThePath) {
  const S3Endpoint endpoint("my.bucket_A", std::nullopt);
  EXPECT_EQ(to_string(endpoint.url_of("a/b")),
            "https://s3.us-east-1.amazonaws.com/my.bucket_A/a/b");
  EXPECT_EQ(to_string(endpoint.url_of("")),
            "https://s3.us-east-1.amazonaws.com/my.bucket_A");
  EXPECT_EQ(moved(endpoint, "eu-west-1", "a"),
            "https://s3.eu-west-1.amazonaws.com/my.bucket_A/a");
}

TEST(S3EndpointTest, AnotherStoreHasTheBucketInThePath) {
  for (const char* const address :
       {"http://minio:9000", "http://minio:9000/"}) {
    const S3Endpoint endpoint("bucket", parse_url(address));
    EXPECT_EQ(to_string(endpoint.url_of("a")), "http://minio:9000/bucket/a");
    EXPECT_EQ(to_string(endpoint.url_of("")), "http://minio:9000/bucket");
    EXPECT_EQ(moved(endpoint, "eu-west-1", "a"), "http://minio:9000/bucket/a");
  }
  const S3Endpoint below("bucket", parse_url("https://host/store/"));
  EXPECT_EQ(to_string(below.url_of("a")), "https://host/store/bucket/a");
}

}  // namespace
}  // namespace mtscomp
