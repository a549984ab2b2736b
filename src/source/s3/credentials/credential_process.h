// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Gets credentials from a program of the user, as the setting
// credential_process of the AWS tools does.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
#pragma once

#include <string>
#include <string_view>

#include "source/s3/credentials/s3_credentials.h"

namespace mtscomp {

// Parses the JSON object that the program prints: Version (1), AccessKeyId,
// SecretAccessKey and, if there are any, SessionToken and Expiration.  `place`
// names the profile in messages.
// Throws: UsageError if the text has another form.  The message contains no
// part of the text, because it can be a secret.
S3Credentials parse_process_credentials(std::string_view text,
                                        std::string_view place);

// Runs the command with /bin/sh for at most one minute.
// Throws: UsageError if the command fails, or prints something else than
// credentials; std::system_error if it cannot be started.
S3Credentials run_credential_process(const std::string& command,
                                     std::string_view place);

}  // namespace mtscomp
