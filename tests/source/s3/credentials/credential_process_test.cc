// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/credential_process.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string refusal_of(std::string_view text) {
  try {
    parse_process_credentials(text, "profile x");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

std::string refusal_of_command(const std::string& command) {
  try {
    run_credential_process(command, "profile x");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(CredentialProcessTest, PrintsKeys) {
  EXPECT_EQ(parse_process_credentials(
                R"({"Version": 1, "AccessKeyId": "AKID",
                    "SecretAccessKey": "secret", "SessionToken": "token",
                    "Expiration": "2026-01-31T12:00:00+00:00"})",
                "x"),
            (S3Credentials{"AKID", "secret", "token",
                           *parse_iso_date("2026-01-31T12:00:00Z")}));
  EXPECT_EQ(parse_process_credentials(
                R"({"Version":1,"AccessKeyId":"a","SecretAccessKey":"b",
                    "SessionToken":null,"Other":[1]})",
                "x"),
            (S3Credentials{"a", "b", ""}));
}

TEST(CredentialProcessTest, MessagesNameTheProblem) {
  EXPECT_EQ(refusal_of("Error: SECRET"),
            "profile x: the command did not print a JSON object; run the "
            "command of credential_process by hand");
  EXPECT_NE(refusal_of("{}").find("\"Version\": 1"), std::string::npos);
  EXPECT_NE(refusal_of(R"({"Version": 1})").find("access key is missing"),
            std::string::npos);
}

TEST(CredentialProcessTest, MessagesContainNothingOfTheOutput) {
  for (
      const char* const text :
      {"SECRET", "{\"SECRET\": 1, \"SECRET\": 2}", "\"SECRET\"", "[\"SECRET\"]",
       R"({"Version": "SECRET"})", R"({"Version": 2, "AccessKeyId": "SECRET"})",
       R"({"Version": 1, "AccessKeyId": ["SECRET"]})",
       R"({"Version": 1, "AccessKeyId": 5318008, "SecretAccessKey": "SECRET"})",
       R"({"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "SECRET x"})",
       R"({"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "b",
            "Expiration": "SECRET"})",
       "{\"Version\": 1, \"AccessKeyId\": \"SECRET\xff\"}"}) {
    const std::string refusal = refusal_of(text);
    EXPECT_NE(refusal, "") << text;
    EXPECT_EQ(refusal.find("SECRET"), std::string::npos) << refusal;
    EXPECT_EQ(refusal.find("5318008"), std::string::npos) << refusal;
  }
}

TEST(CredentialProcessTest, IsACommandOfTheShell) {
  EXPECT_EQ(run_credential_process(
                "printf '{\"Version\":1,\"AccessKeyId\":\"%s\",' \"a\";"
                "echo '\"SecretAccessKey\":\"b\"}'",
                "x"),
            (S3Credentials{"a", "b", ""}));
}

TEST(CredentialProcessTest, ACommandThatFailsIsReported) {
  EXPECT_EQ(refusal_of_command("echo SECRET; exit 3"),
            "profile x: the command failed with exit status 3; run the command "
            "of credential_process by hand");
  EXPECT_NE(refusal_of_command("kill -9 $$").find("was killed"),
            std::string::npos);
  EXPECT_NE(refusal_of_command("yes SECRET").find("more than 65536 bytes"),
            std::string::npos);
}

}  // namespace
}  // namespace mtscomp
