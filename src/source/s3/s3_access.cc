// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_access.h"

#include "source/s3/aws_region.h"

namespace mtscomp {

S3Access find_s3_access(const RemoteOptions& options,
                        const AwsEnvironment& environment) {
  const S3Options s3_options = {.is_anonymous = options.anonymous,
                                .profile = options.profile,
                                .region = options.region};
  const AwsSettings settings = read_aws_settings(environment);
  S3Access access = {
      .region = find_region(s3_options, environment, settings),
      .credentials = find_credentials(s3_options, environment, settings),
      .is_requester_payer = options.requester_pays};
  if (!options.endpoint.empty()) {
    access.endpoint = parse_url(options.endpoint);
  }
  return access;
}

}  // namespace mtscomp
