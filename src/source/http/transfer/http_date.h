// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Dates in headers of HTTP and in listings.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// UTC.  The parsers return times of the years 1900 to 2199 only, so that no sum
// overflows.
using HttpTime = std::chrono::sys_time<std::chrono::nanoseconds>;

// Parses a date such as "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, section
// 5.6.7, IMF-fixdate), without blanks around it.  The day of the week is not
// compared with the date.
std::optional<HttpTime> parse_http_date(std::string_view text);

// Returns the date of the second that contains `time`, in the form that
// parse_http_date() reads.
// Requires: the year must be 0 to 9999.
std::string format_http_date(HttpTime time);

// Parses a date such as "2009-10-12T17:50:30.000Z" or
// "2017-05-31T16:15:57.034468261+01:00", as S3 and rclone lsjson write it (ISO
// 8601, RFC 3339).  Digits after the nanoseconds are ignored.
std::optional<HttpTime> parse_iso_date(std::string_view text);

}  // namespace mtscomp
