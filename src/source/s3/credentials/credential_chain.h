// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the credentials for S3, in the order of the AWS tools.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html
#pragma once

#include <string>
#include <variant>

#include "source/s3/credentials/aws_environment.h"
#include "source/s3/credentials/aws_profile.h"
#include "source/s3/credentials/s3_credentials.h"

namespace mtscomp {

// Requests are not signed, as public buckets allow.
struct AnonymousAccess {};

// A program that prints credentials.
struct CredentialProcess {
  std::string command;
  std::string place;  // Names the profile in messages.
};

using CredentialSource =
    std::variant<AnonymousAccess, S3Credentials, CredentialProcess>;

// Returns the first of:
// 1. anonymous access, if the user asks for it
// 2. the variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
//    AWS_SESSION_TOKEN, unless the user gives the option `profile`
// 3. the keys of the profile in the credentials file
// 4. credential_process of the profile, in the credentials file or config
// 5. the keys of the profile in the config file
// 6. anonymous access
// The profile is that of choose_profile().
//
// Throws: UsageError if only one of two keys is given, if a profile that the
// user names does not exist, or if it gets credentials in a way that is not
// supported.  Messages contain no keys.
CredentialSource find_credentials(const S3Options& options,
                                  const AwsEnvironment& environment,
                                  const AwsSettings& settings);

}  // namespace mtscomp
