// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_authority.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <system_error>

#include "source/s3/list_objects.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

const S3Credentials kKeys = {
    .access_key = "KEY", .secret_key = "secret", .session_token = "token"};
const HttpAnswer kForbidden = {.status = 403, .headers = {}};

std::string value_of(const HttpRequest& request, std::string_view name) {
  for (const HttpHeader& header : request.headers) {
    if (header.name == name) {
      return header.value;
    }
  }
  return "";
}

class S3AuthorityTest : public testing::Test {
 protected:
  HttpRequest prepared(S3Authority& authority) const {
    HttpRequest request = {.url = endpoint_.url_of("a b")};
    authority.prepare(request);
    return request;
  }

  static HttpAnswer answer(int status, const std::string& region) {
    return {.status = status, .headers = {{"x-amz-bucket-region", region}}};
  }

  S3Endpoint endpoint_{"bucket", std::nullopt};
};

TEST_F(S3AuthorityTest, AnonymousRequestsHaveNoHeaders) {
  S3Authority authority(endpoint_, {});
  const HttpRequest request = prepared(authority);
  EXPECT_TRUE(request.headers.empty());
  EXPECT_EQ(request.url.host, "bucket.s3.us-east-1.amazonaws.com");
  EXPECT_FALSE(authority.repair(request, kForbidden, ""));
  EXPECT_NE(authority.advice().find("AWS_PROFILE"), std::string::npos);
}

TEST_F(S3AuthorityTest, SignsForTheRegion) {
  S3Authority authority(endpoint_, {.region = "eu-west-1",
                                    .credentials = kKeys,
                                    .is_requester_payer = true});
  const HttpRequest request = prepared(authority);
  EXPECT_EQ(request.url.host, "bucket.s3.eu-west-1.amazonaws.com");
  EXPECT_EQ(value_of(request, "x-amz-security-token"), "token");
  EXPECT_EQ(value_of(request, "x-amz-request-payer"), "requester");
  const std::string signature = value_of(request, "Authorization");
  EXPECT_NE(signature.find("/eu-west-1/s3/aws4_request"), std::string::npos);
  EXPECT_NE(signature.find("SignedHeaders=host;x-amz-content-sha256;x-amz-date;"
                           "x-amz-request-payer;x-amz-security-token"),
            std::string::npos);
}

TEST_F(S3AuthorityTest, LearnsTheRegionFromTheHeader) {
  for (const int status : {301, 307, 400, 403}) {
    S3Authority authority(endpoint_, {.credentials = kKeys});
    const HttpRequest sent = prepared(authority);
    EXPECT_TRUE(authority.repair(sent, answer(status, "eu-west-1"), ""));
    EXPECT_EQ(prepared(authority).url.host,
              "bucket.s3.eu-west-1.amazonaws.com");
    // Another thread has sent a request for the old region too.
    EXPECT_TRUE(authority.repair(sent, answer(status, "eu-west-1"), ""));
    EXPECT_FALSE(
        authority.repair(prepared(authority), answer(301, "eu-west-1"), ""));
  }
}

TEST_F(S3AuthorityTest, LearnsTheRegionFromTheBody) {
  S3Authority authority(S3Endpoint("bucket", parse_url("http://minio:9000")),
                        {.credentials = kKeys});
  const HttpRequest sent = prepared(authority);
  const std::string body =
      "<Error><Code>AuthorizationHeaderMalformed</Code>"
      "<Region>eu-west-1</Region></Error>";
  EXPECT_TRUE(authority.repair(sent, {.status = 400, .headers = {}}, body));
  EXPECT_NE(value_of(prepared(authority), "Authorization").find("/eu-west-1/"),
            std::string::npos);
  EXPECT_EQ(prepared(authority).url.host, sent.url.host);
}

TEST_F(S3AuthorityTest, TakesNoHostFromAnAnswer) {
  S3Authority authority(endpoint_, {.credentials = kKeys});
  const HttpRequest sent = prepared(authority);
  for (const char* const region : {"evil.example/", "a.b", "", "EU"}) {
    EXPECT_FALSE(authority.repair(sent, answer(301, region), ""));
  }
  EXPECT_FALSE(authority.repair(sent, answer(301, ""),
                                "<Error><Code>PermanentRedirect</Code>"
                                "<Endpoint>evil.example</Endpoint></Error>"));
  EXPECT_EQ(prepared(authority).url, sent.url);
}

TEST_F(S3AuthorityTest, ReadsErrors) {
  S3Authority authority(endpoint_, {});
  const ServerError error = authority.read_error(
      "<?xml version='1.0'?>\n<Error><Code>SlowDown</Code>"
      "<Message>Please</Message></Error>");
  EXPECT_EQ(error.code, "SlowDown");
  EXPECT_EQ(error.message, "Please");
  EXPECT_EQ(authority.read_error("<html>Error</html>").code, "");
  EXPECT_EQ(authority.read_error("<ListBucketResult/>").code, "");
  EXPECT_EQ(authority.read_error("").code, "");
}

// A command that prints other keys each time.
class S3AuthorityProcessTest : public S3AuthorityTest {
 protected:
  S3AuthorityProcessTest() {
    write_file(directory_.file("run"), std::string_view(R"(
      echo x >>"$1"
      key=K$(wc -l <"$1")
      printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "s"}' \
        "$key"
    )"));
  }

  S3Access access() const {
    return {.credentials = CredentialProcess{
                fmt::format("sh {} {}", directory_.file("run"),
                            directory_.file("runs")),
                "profile test"}};
  }

  TempDir directory_;
};

TEST_F(S3AuthorityProcessTest, RenewsCredentialsThatAreRefused) {
  S3Authority authority(endpoint_, access());
  const HttpRequest first = prepared(authority);
  EXPECT_NE(value_of(first, "Authorization").find("Credential=K1/"),
            std::string::npos);
  // Not sooner than 30 seconds after the last run.
  EXPECT_FALSE(authority.repair(first, kForbidden, ""));
  // Another thread has renewed them since this request was sent.
  HttpRequest older = first;
  older.headers.back().value = "Credential=K0/";
  EXPECT_TRUE(authority.repair(older, kForbidden, ""));
  // HEAD with an expired token has no body.
  EXPECT_TRUE(authority.repair(older, {.status = 400, .headers = {}}, ""));
  EXPECT_FALSE(authority.repair(older, {.status = 400, .headers = {}},
                                "<Error><Code>InvalidArgument</Code></Error>"));
}

TEST_F(S3AuthorityProcessTest, AFailureOfTheCommandIsAnErrorOfAccess) {
  S3Authority authority(
      endpoint_, {.credentials = CredentialProcess{"false", "profile test"}});
  try {
    prepared(authority);
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EACCES);
  }
}

}  // namespace
}  // namespace mtscomp
