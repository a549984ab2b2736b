// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The environment variables of the AWS tools, and the files that they name.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
#pragma once

#include <string>

#include "source/s3/credentials/aws_config.h"

namespace mtscomp {

// A text is empty if its variable is not set.
struct AwsEnvironment {
  std::string access_key_id;      // AWS_ACCESS_KEY_ID
  std::string secret_access_key;  // AWS_SECRET_ACCESS_KEY
  std::string session_token;      // AWS_SESSION_TOKEN
  std::string profile;            // AWS_PROFILE
  std::string region;             // AWS_REGION
  std::string default_region;     // AWS_DEFAULT_REGION
  // AWS_CONFIG_FILE, else ~/.aws/config.  "" if there is no home directory.
  std::string config_file;
  // AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials.
  std::string credentials_file;
};

// Reads the variables of this process.  No other thread may change them
// meanwhile.
AwsEnvironment read_aws_environment();

struct AwsSettings {
  AwsProfiles config;
  AwsProfiles credentials;
};

// Reads both files.  A file that does not exist is empty.
// Throws: FormatError, UnsupportedError if a file has more than
// kMaxAwsConfigSize bytes, std::system_error.
AwsSettings read_aws_settings(const AwsEnvironment& environment);

}  // namespace mtscomp
