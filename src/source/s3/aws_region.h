// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the region of a bucket in the user's settings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/s3/credentials/aws_environment.h"
#include "source/s3/credentials/aws_profile.h"

namespace mtscomp {

// Returns the option, else AWS_REGION, else AWS_DEFAULT_REGION, else the region
// of the profile, else nothing: the bucket must be asked.
// Throws: UsageError if the name has characters that no region has.
std::optional<std::string> find_region(const S3Options& options,
                                       const AwsEnvironment& environment,
                                       const AwsSettings& settings);

// Returns true if the text can be the name of a region, and so a part of a host
// name: at most 63 lower-case letters, digits and hyphens.
bool is_region(std::string_view text);

}  // namespace mtscomp
