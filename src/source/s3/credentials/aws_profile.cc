// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/aws_profile.h"

namespace mtscomp {
namespace {

const AwsProfile* find_profile(const AwsProfiles& profiles,
                               const std::string& name) {
  const auto found = profiles.find(name);
  return found == profiles.end() ? nullptr : &found->second;
}

}  // namespace

ChosenProfile choose_profile(const S3Options& options,
                             const AwsEnvironment& environment,
                             const AwsSettings& settings) {
  const std::string& named =
      options.profile.empty() ? environment.profile : options.profile;
  ChosenProfile profile = {.name = named.empty() ? "default" : named,
                           .is_named = !named.empty()};
  if (const AwsProfile* const found =
          find_profile(settings.config, profile.name)) {
    profile.config = *found;
    profile.exists = true;
  }
  if (const AwsProfile* const found =
          find_profile(settings.credentials, profile.name)) {
    profile.credentials = *found;
    profile.exists = true;
  }
  return profile;
}

std::string setting(const AwsProfile& profile, std::string_view name) {
  const auto found = profile.find(name);
  return found == profile.end() ? "" : found->second;
}

}  // namespace mtscomp
