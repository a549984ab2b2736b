// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Directory listings that web servers make for people: nginx, Apache, lighttpd,
// rclone, Python and others.
#pragma once

#include <string_view>

#include "source/http/listing/remote_listing.h"
#include "source/http/url/url.h"

namespace mtscomp {

// Returns the entries that the page `html` of the directory `url` links to.
// The rule is that of rclone's http backend: a link is an entry if it has the
// scheme and host of the page, no query, and leads exactly one level below the
// page.  Directories end in '/'.  Other links, such as those to the parent
// directory and to other orders, are ignored, and so is a tag <base>.  The text
// of links, sizes and times are not used: servers shorten and round them.
// https://github.com/rclone/rclone/blob/master/backend/http/http.go
//
// Requires: the path of `url` must end in '/'.
// Throws: FormatError if the page is empty or a part of it is missing;
// UnsupportedError if the page or the number of names exceeds the limits.
RemoteListing parse_html_listing(std::string_view html, const Url& url);

}  // namespace mtscomp
