// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/sigv4.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text/hex.h"
#include "base/text/sha256.h"

namespace mtscomp {
namespace {

constexpr const char* kEmptyHash =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string signature_in(const std::string& authorization) {
  return authorization.substr(authorization.rfind('=') + 1);
}

// AWS's test suite for signatures, without the cases about normalized paths,
// bodies and folded headers, which do not occur with S3.
// https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite
std::string suite_signature(const std::string& path,
                            const QueryParameters& query,
                            const std::vector<HttpHeader>& headers = {},
                            const std::string& method = "GET") {
  SignedParts parts = {.method = method,
                       .path = path,
                       .query = query,
                       .headers = {{"Host", "example.amazonaws.com"},
                                   {"X-Amz-Date", "20150830T123600Z"}},
                       .payload_hash = kEmptyHash};
  parts.headers.insert(parts.headers.end(), headers.begin(), headers.end());
  const S3Credentials credentials = {
      "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ""};
  return signature_in(authorization(
      parts, credentials,
      {"us-east-1", "service", *parse_iso_date("2015-08-30T12:36:00Z")}));
}

TEST(Sigv4SuiteTest, Paths) {
  // get-vanilla, get-unreserved, get-utf8
  EXPECT_EQ(suite_signature("/", {}),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  EXPECT_EQ(suite_signature("/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                            "abcdefghijklmnopqrstuvwxyz",
                            {}),
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f");
  EXPECT_EQ(suite_signature("/\u1234", {}),
            "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85");
}

TEST(Sigv4SuiteTest, PathsAreNotNormalized) {
  // get-space-unnormalized, get-slash-dot-slash-unnormalized,
  // get-slashes-unnormalized, get-relative-unnormalized
  EXPECT_EQ(suite_signature("/example space/", {}),
            "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741");
  EXPECT_EQ(suite_signature("/./", {}),
            "68714168e6557f8f2de0ef956fc24dc2593a4bd2961f8df51898d8a134695145");
  EXPECT_EQ(suite_signature("//example//", {}),
            "87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5");
  EXPECT_EQ(suite_signature("/example/..", {}),
            "eca7ead57bb5aa5c8e28007acd4ff04e1ff9a0ff3b237ec1554a184887ff9282");
}

TEST(Sigv4SuiteTest, Queries) {
  const std::string unreserved =
      "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  // get-vanilla-empty-query-key, get-vanilla-query-order-key-case,
  // get-vanilla-query-order-encoded, get-vanilla-query-unreserved,
  // get-vanilla-utf8-query
  EXPECT_EQ(suite_signature("/", {{"Param1", "value1"}}),
            "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb");
  EXPECT_EQ(suite_signature("/", {{"Param2", "value2"}, {"Param1", "value1"}}),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  EXPECT_EQ(suite_signature("/", {{"Param-3", "Value3"},
                                  {"Param", "Value2"},
                                  {"\u1234", "Value1"}}),
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac");
  EXPECT_EQ(suite_signature("/", {{unreserved, unreserved}}),
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197");
  EXPECT_EQ(suite_signature("/", {{"\u1234", "bar"}}),
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04");
}

TEST(Sigv4SuiteTest, Headers) {
  // get-header-key-duplicate, get-header-value-order, get-header-value-trim,
  // get-vanilla-with-session-token
  EXPECT_EQ(suite_signature("/", {},
                            {{"My-Header1", "value2"},
                             {"My-Header1", "value2"},
                             {"My-Header1", "value1"}}),
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea");
  EXPECT_EQ(suite_signature("/", {},
                            {{"My-Header1", "value4"},
                             {"My-Header1", "value1"},
                             {"My-Header1", "value3"},
                             {"My-Header1", "value2"}}),
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01");
  EXPECT_EQ(suite_signature(
                "/", {},
                {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}}),
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
  EXPECT_EQ(
      suite_signature("/", {},
                      {{"X-Amz-Security-Token",
                        "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31"
                        "553b73ebf194267"}}),
      "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
}

// The examples of Amazon's documentation of S3.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
class Sigv4S3ExampleTest : public ::testing::Test {
 protected:
  static std::string authorization_of(SignedParts parts) {
    parts.headers.push_back({"Host", "examplebucket.s3.amazonaws.com"});
    parts.headers.push_back({"x-amz-content-sha256", parts.payload_hash});
    parts.headers.push_back({"x-amz-date", "20130524T000000Z"});
    return authorization(
        parts, kCredentials,
        {"us-east-1", "s3", *parse_iso_date("2013-05-24T00:00:00Z")});
  }

  static inline const S3Credentials kCredentials = {
      "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
};

TEST_F(Sigv4S3ExampleTest, GetObjectWithARange) {
  EXPECT_EQ(
      authorization_of({.method = "GET",
                        .path = "/test.txt",
                        .headers = {{"Range", "bytes=0-9"}},
                        .payload_hash = kEmptyHash}),
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/"
      "aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
      "Signature="
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

TEST_F(Sigv4S3ExampleTest, PutObjectWhoseKeyIsEncoded) {
  EXPECT_EQ(signature_in(authorization_of(
                {.method = "PUT",
                 .path = "/test$file.text",
                 .headers = {{"Date", "Fri, 24 May 2013 00:00:00 GMT"},
                             {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                 .payload_hash = to_hex(sha256("Welcome to Amazon S3."))})),
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

TEST_F(Sigv4S3ExampleTest, AParameterWithoutAValue) {
  EXPECT_EQ(signature_in(authorization_of({.method = "GET",
                                           .path = "/",
                                           .query = {{"lifecycle", ""}},
                                           .payload_hash = kEmptyHash})),
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
}

TEST_F(Sigv4S3ExampleTest, ListObjects) {
  EXPECT_EQ(signature_in(
                authorization_of({.method = "GET",
                                  .path = "/",
                                  .query = {{"prefix", "J"}, {"max-keys", "2"}},
                                  .payload_hash = kEmptyHash})),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST(Sigv4Test, QueriesAreEncodedAndSorted) {
  EXPECT_EQ(canonical_query({{"prefix", "a b/#1/"},
                             {"list-type", "2"},
                             {"a", "2"},
                             {"a", "1"},
                             {"flag", ""}}),
            "a=1&a=2&flag=&list-type=2&prefix=a%20b%2F%231%2F");
  EXPECT_EQ(canonical_query({}), "");
}

TEST(Sigv4Test, KeysWithAllCharactersAreEncodedOnce) {
  EXPECT_EQ(canonical_request({.method = "GET",
                               .path = "/data/#2024-05-06#/a b%20+(1)/\u00fc",
                               .headers = {{"Host", "h"}},
                               .payload_hash = "UNSIGNED-PAYLOAD"}),
            "GET\n/data/%232024-05-06%23/a%20b%2520%2B%281%29/%C3%BC\n\n"
            "host:h\n\nhost\nUNSIGNED-PAYLOAD");
}

TEST(Sigv4Test, DatesAreInUtcWithoutPartsOfASecond) {
  EXPECT_EQ(amz_date(*parse_iso_date("2026-01-02T03:04:05.999+01:00")),
            "20260102T020405Z");
}

TEST(Sigv4Test, RequestsGetAllHeaders) {
  const HttpTime time = *parse_iso_date("2013-05-24T00:00:00Z");
  const SignedParts parts = {
      .method = "GET",
      .path = "/a",
      .headers = {{"Host", "b.s3.amazonaws.com"}, {"Range", "bytes=0-9"}}};
  const std::vector<HttpHeader> headers =
      sign_s3_request(parts, {"AKID", "secret", "token"}, "us-east-1", time);
  ASSERT_EQ(headers.size(), 4);
  EXPECT_EQ(headers[0],
            (HttpHeader{"x-amz-content-sha256", "UNSIGNED-PAYLOAD"}));
  EXPECT_EQ(headers[1], (HttpHeader{"x-amz-date", "20130524T000000Z"}));
  EXPECT_EQ(headers[2], (HttpHeader{"x-amz-security-token", "token"}));
  EXPECT_EQ(headers[3].name, "Authorization");
  EXPECT_TRUE(headers[3].value.starts_with(
      "AWS4-HMAC-SHA256 Credential=AKID/20130524/us-east-1/s3/aws4_request, "
      "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date;"
      "x-amz-security-token, Signature="))
      << headers[3].value;
  EXPECT_EQ(sign_s3_request(parts, {"AKID", "secret", ""}, "x", time).size(),
            3);
}

}  // namespace
}  // namespace mtscomp
