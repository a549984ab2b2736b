// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The rules for redirects.
#pragma once

#include <string_view>

#include "source/http/url/url.h"

namespace mtscomp {

// Returns the URL that the header Location of an answer names.  `url` is the
// URL of the request.
// Throws: std::system_error with EIO if the target is not a URL of http or
// https, has a user name, or is http after https.
Url redirect_target(const Url& url, std::string_view location);

}  // namespace mtscomp
