// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chooses the profile of the AWS tools that a source uses.
#pragma once

#include <string>
#include <string_view>

#include "source/s3/credentials/aws_environment.h"

namespace mtscomp {

// Options of the user.  A text is empty if the option is not given.
struct S3Options {
  bool is_anonymous = false;
  std::string profile;
  std::string region;
};

struct ChosenProfile {
  std::string name;
  bool is_named = false;  // By an option or by AWS_PROFILE.
  bool exists = false;
  // Settings in both files; empty if the file does not have the profile.
  AwsProfile config;
  AwsProfile credentials;
};

// Returns the profile of the option, else of AWS_PROFILE, else "default".
ChosenProfile choose_profile(const S3Options& options,
                             const AwsEnvironment& environment,
                             const AwsSettings& settings);

// Returns the value of a setting; empty if it is not set.
std::string setting(const AwsProfile& profile, std::string_view name);

}  // namespace mtscomp
