// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Opens an archive on a web server or in S3.  Builds without libcurl have a
// second source file for this header, whose function refuses all addresses.
#pragma once

#include <memory>
#include <string>

#include "mtscomp/source/remote_options.h"
#include "source/source.h"

namespace mtscomp {

// Returns the archive at `address`: a directory on a web server
// (https://HOST/PATH) or a prefix in a bucket (s3://BUCKET/PREFIX).  Sends no
// request.  Starts the thread of the disk cache, so call this after fork(2).
// Requires: is_address(address).
// Throws: UsageError if the address or an option is wrong, or if this build has
// no remote sources; std::system_error if the disk cache cannot be opened.
std::unique_ptr<Source> open_source(const std::string& address,
                                    const RemoteOptions& options);

}  // namespace mtscomp
