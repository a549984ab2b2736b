// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chooses the parser of a listing from a web server.
#pragma once

#include "source/http/client/http_client.h"
#include "source/http/listing/remote_listing.h"

namespace mtscomp {

// Parses the answer to a request for a directory: JSON of nginx if the body
// begins with '[', and HTML if it begins with '<' and is sent as HTML.
// Throws: FormatError if the answer is no listing; UnsupportedError if it
// exceeds the limits.
RemoteListing parse_web_listing(const HttpDocument& document);

}  // namespace mtscomp
