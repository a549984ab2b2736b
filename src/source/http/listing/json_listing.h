// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Directory listings of nginx with "autoindex_format json".
// https://nginx.org/docs/http/ngx_http_autoindex_module.html
#pragma once

#include <string_view>

#include "source/http/listing/remote_listing.h"

namespace mtscomp {

// Parses an array of objects with the members name, type ("directory", "file"
// or "other"), mtime and, for files, size.  Entries of type "other" are left
// out.  Names that are not UTF-8 are refused.  A time in an unknown form is
// ignored.  `name` names the listing in messages.
// Throws: FormatError if the text is not such an array; UnsupportedError if the
// text or the number of names exceeds the limits.
RemoteListing parse_json_listing(std::string_view text, std::string_view name);

}  // namespace mtscomp
