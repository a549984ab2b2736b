// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/aws_environment.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <system_error>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/environment_variable.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

TEST(AwsEnvironmentTest, HasTheVariables) {
  const EnvironmentVariable key("AWS_ACCESS_KEY_ID", "k");
  const EnvironmentVariable secret("AWS_SECRET_ACCESS_KEY", "s");
  const EnvironmentVariable token("AWS_SESSION_TOKEN", "t");
  const EnvironmentVariable profile("AWS_PROFILE", "p");
  const EnvironmentVariable region("AWS_REGION", "r");
  const EnvironmentVariable default_region("AWS_DEFAULT_REGION", nullptr);
  const AwsEnvironment environment = read_aws_environment();
  EXPECT_EQ(environment.access_key_id, "k");
  EXPECT_EQ(environment.secret_access_key, "s");
  EXPECT_EQ(environment.session_token, "t");
  EXPECT_EQ(environment.profile, "p");
  EXPECT_EQ(environment.region, "r");
  EXPECT_EQ(environment.default_region, "");
}

TEST(AwsEnvironmentTest, FilesAreAtHomeOrElsewhere) {
  const EnvironmentVariable home("HOME", "/home/x");
  const EnvironmentVariable config("AWS_CONFIG_FILE", "~/c");
  {
    const EnvironmentVariable credentials("AWS_SHARED_CREDENTIALS_FILE",
                                          nullptr);
    const AwsEnvironment environment = read_aws_environment();
    EXPECT_EQ(environment.config_file, "/home/x/c");
    EXPECT_EQ(environment.credentials_file, "/home/x/.aws/credentials");
  }
  const EnvironmentVariable credentials("AWS_SHARED_CREDENTIALS_FILE",
                                        "/etc/c");
  EXPECT_EQ(read_aws_environment().credentials_file, "/etc/c");
}

TEST(AwsEnvironmentTest, ThereCanBeNoHome) {
  const EnvironmentVariable home("HOME", nullptr);
  const EnvironmentVariable config("AWS_CONFIG_FILE", nullptr);
  EXPECT_EQ(read_aws_environment().config_file, "");
}

TEST(AwsEnvironmentTest, ReadsBothFiles) {
  const TempDir directory;
  AwsEnvironment environment;
  environment.config_file = directory.file("config");
  environment.credentials_file = directory.file("credentials");
  write_file(environment.config_file, "[profile x]\nregion = r\n");
  write_file(environment.credentials_file, "[x]\naws_access_key_id = k\n");
  const AwsSettings settings = read_aws_settings(environment);
  EXPECT_EQ(settings.config.at("x").at("region"), "r");
  EXPECT_EQ(settings.credentials.at("x").at("aws_access_key_id"), "k");
}

TEST(AwsEnvironmentTest, MissingFilesAreEmpty) {
  const TempDir directory;
  AwsEnvironment environment;
  environment.config_file = directory.file("none");
  const AwsSettings settings = read_aws_settings(environment);
  EXPECT_TRUE(settings.config.empty());
  EXPECT_TRUE(settings.credentials.empty());
}

TEST(AwsEnvironmentTest, FilesThatCannotBeReadAreReported) {
  const TempDir directory;
  AwsEnvironment environment;
  environment.config_file = directory.path();
  EXPECT_THROW(read_aws_settings(environment), std::system_error);
  environment.config_file = directory.file("large");
  write_file(environment.config_file, std::string(kMaxAwsConfigSize + 1, '\n'));
  EXPECT_THROW(read_aws_settings(environment), UnsupportedError);
}

}  // namespace
}  // namespace mtscomp
