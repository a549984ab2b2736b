// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How a source gets access to its bucket: where, with which credentials, and
// who pays.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/source/remote_options.h"
#include "source/http/url/url.h"
#include "source/s3/credentials/aws_environment.h"
#include "source/s3/credentials/credential_chain.h"

namespace mtscomp {

struct S3Access {
  std::optional<Url> endpoint;  // Of another store than AWS.
  // Nothing: the bucket tells it.
  std::optional<std::string> region;
  CredentialSource credentials = AnonymousAccess();
  // The user agrees to pay for requests, as some buckets require.
  bool is_requester_payer = false;
};

// Finds credentials and region in the user's options, environment and files.
// Throws: UsageError, UnsupportedError, FormatError, std::system_error: see
// find_credentials() and read_aws_settings().
S3Access find_s3_access(const RemoteOptions& options,
                        const AwsEnvironment& environment);

}  // namespace mtscomp
