// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Implements open_source() for builds without libcurl.
#include "mtscomp/base/error.h"
#include "source/address/open_source.h"

namespace mtscomp {

std::unique_ptr<Source> open_source(const std::string& address,
                                    const RemoteOptions& /*options*/) {
  throw UsageError(address +
                   ": this build of mtscompfs reads only local files; install "
                   "the Debian package, or build it with libcurl");
}

}  // namespace mtscomp
