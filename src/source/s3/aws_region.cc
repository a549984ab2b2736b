// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/aws_region.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

std::optional<std::string> find_region(const S3Options& options,
                                       const AwsEnvironment& environment,
                                       const AwsSettings& settings) {
  const ChosenProfile profile = choose_profile(options, environment, settings);
  for (const std::string& region :
       {options.region, environment.region, environment.default_region,
        setting(profile.credentials, "region"),
        setting(profile.config, "region")}) {
    if (!region.empty() && !is_region(region)) {
      throw UsageError(fmt::format(
          "region \"{}\": a region has lower-case letters, digits and \"-\"",
          escape_control(region)));
    }
    if (!region.empty()) {
      return region;
    }
  }
  return std::nullopt;
}

bool is_region(std::string_view text) {
  constexpr std::size_t kLongest = 63;
  return !text.empty() && text.size() <= kLongest &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace mtscomp
