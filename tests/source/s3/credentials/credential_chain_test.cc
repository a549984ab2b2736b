// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/credential_chain.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

AwsProfile keys(const std::string& name) {
  return {{"aws_access_key_id", name}, {"aws_secret_access_key", "secret"}};
}

// The access key, the command, or "anonymous".
std::string found(const S3Options& options, const AwsEnvironment& environment,
                  const AwsSettings& settings) {
  const CredentialSource source =
      find_credentials(options, environment, settings);
  if (const auto* const credentials = std::get_if<S3Credentials>(&source)) {
    return credentials->access_key;
  }
  const auto* const process = std::get_if<CredentialProcess>(&source);
  return process == nullptr ? "anonymous" : process->command;
}

std::string refusal_of(const S3Options& options,
                       const AwsEnvironment& environment,
                       const AwsSettings& settings) {
  try {
    find_credentials(options, environment, settings);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

AwsEnvironment environment_with_keys() {
  AwsEnvironment environment;
  environment.access_key_id = "environment";
  environment.secret_access_key = "secret";
  return environment;
}

TEST(CredentialChainTest, NothingMeansAnonymous) {
  EXPECT_EQ(found({}, {}, {}), "anonymous");
  EXPECT_EQ(found({}, {}, {.config = {{"default", {{"region", "r"}}}}}),
            "anonymous");
}

TEST(CredentialChainTest, TheFirstSourceCounts) {
  AwsSettings settings = {.config = {{"default", keys("config")}},
                          .credentials = {{"default", keys("credentials")}}};
  EXPECT_EQ(found({.is_anonymous = true}, environment_with_keys(), settings),
            "anonymous");
  EXPECT_EQ(found({}, environment_with_keys(), settings), "environment");
  EXPECT_EQ(found({}, {}, settings), "credentials");
  settings.credentials.clear();
  EXPECT_EQ(found({}, {}, settings), "config");
  settings.config["default"]["credential_process"] = "command";
  EXPECT_EQ(found({}, {}, settings), "command");
  settings.credentials["default"]["credential_process"] = "first";
  EXPECT_EQ(found({}, {}, settings), "first");
}

TEST(CredentialChainTest, AnOptionWinsOverTheVariables) {
  const AwsSettings settings = {.credentials = {{"lab", keys("lab")}}};
  EXPECT_EQ(found({.profile = "lab"}, environment_with_keys(), settings),
            "lab");
  AwsEnvironment environment = environment_with_keys();
  environment.profile = "lab";
  EXPECT_EQ(found({}, environment, settings), "environment");
  environment.access_key_id.clear();
  environment.secret_access_key.clear();
  EXPECT_EQ(found({}, environment, settings), "lab");
}

TEST(CredentialChainTest, KeysCanHaveAToken) {
  AwsEnvironment environment = environment_with_keys();
  environment.session_token = "t";
  EXPECT_EQ(std::get<S3Credentials>(find_credentials({}, environment, {})),
            (S3Credentials{"environment", "secret", "t"}));
  AwsSettings settings = {.credentials = {{"default", keys("k")}}};
  settings.credentials["default"]["aws_session_token"] = "u";
  EXPECT_EQ(std::get<S3Credentials>(find_credentials({}, {}, settings)),
            (S3Credentials{"k", "secret", "u"}));
}

TEST(CredentialChainTest, HalfOfTheKeysIsAnError) {
  AwsEnvironment environment;
  environment.access_key_id = "AKID";
  EXPECT_EQ(
      refusal_of({}, environment, {}),
      "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: the secret access key is "
      "missing");
  EXPECT_EQ(
      refusal_of({}, {},
                 {.config = {{"default", {{"aws_secret_access_key", "s"}}}}}),
      "profile default: the access key is missing");
}

TEST(CredentialChainTest, AMissingProfileIsAnErrorIfItIsNamed) {
  EXPECT_EQ(refusal_of({.profile = "x\n"}, {}, {}),
            "profile x\\n: there is no such profile in ~/.aws/credentials and "
            "~/.aws/config");
  AwsEnvironment environment;
  environment.profile = "x";
  EXPECT_NE(refusal_of({}, environment, {}), "");
  EXPECT_EQ(found({.profile = "x"}, {}, {.config = {{"x", {}}}}), "anonymous");
}

TEST(CredentialChainTest, OtherWaysAreNamed) {
  const AwsSettings settings = {.config = {{"lab", {{"sso_session", "x"}}},
                                           {"default", {{"role_arn", "x"}}}}};
  EXPECT_EQ(refusal_of({.profile = "lab"}, {}, settings),
            "profile lab: sso_session is not supported; add a profile with "
            "credential_process = aws configure export-credentials --format "
            "process --profile lab");
  // A public bucket must not fail because of the default profile.
  EXPECT_EQ(found({}, {}, settings), "anonymous");
}

TEST(CredentialChainTest, ProcessesAreNamedByTheirProfile) {
  const CredentialSource source = find_credentials(
      {.profile = "lab"}, {},
      {.config = {{"lab", {{"credential_process", "/bin/x --y"}}}}});
  EXPECT_EQ(std::get<CredentialProcess>(source).command, "/bin/x --y");
  EXPECT_EQ(std::get<CredentialProcess>(source).place, "profile lab");
}

}  // namespace
}  // namespace mtscomp
