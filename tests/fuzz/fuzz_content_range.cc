// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the value of a header: Content-Range, a date, an ETag, or Retry-After.
// Accepted values have a meaning within limits, and dates are written as they
// were read.
#include <fmt/format.h>

#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "source/http/transfer/content_range.h"
#include "source/http/transfer/etag.h"
#include "source/http/transfer/remote_version.h"
#include "source/http/transfer/retry.h"

namespace mtscomp {
namespace {

void check_range(std::string_view text) {
  const std::optional<ContentRange> range = parse_content_range(text);
  if (!range) {
    return;
  }
  const std::uint64_t end = range->offset + range->length;
  require(end >= range->offset, "a range that overflows");
  require(!range->total || end <= *range->total, "a range beyond the file");
  require(range->length > 0 || range->total, "no range and no size");
  if (range->length > 0) {
    require(range_header(range->offset, range->length) ==
                fmt::format("bytes={}-{}", range->offset, end - 1),
            "another range");
  }
}

void check_dates(std::string_view text) {
  const HttpTime first = HttpTime(std::chrono::sys_days(
      std::chrono::year(1899) / std::chrono::December / 31));
  const HttpTime last = HttpTime(std::chrono::sys_days(
      std::chrono::year(2200) / std::chrono::January / 2));
  if (const std::optional<HttpTime> time = parse_http_date(text)) {
    require(*time >= first && *time < last, "a date out of range");
    require(parse_http_date(format_http_date(*time)) == time, "another date");
  }
  if (const std::optional<HttpTime> time = parse_iso_date(text)) {
    require(*time >= first && *time < last, "a date out of range");
  }
}

void check_retry_after(std::string_view text) {
  for (const long hours : {0L, 500'000L}) {
    const auto delay =
        parse_retry_after(text, HttpTime(std::chrono::hours(hours)));
    require(!delay || (delay->count() >= 0 && *delay <= std::chrono::days(366)),
            "a delay out of range");
  }
}

void check_version(std::string_view text) {
  const RemoteVersion version = make_version(text, text, text.size());
  require(matches(version, version), "a version that is not its own");
  const std::optional<Precondition> condition = precondition_of(version);
  require(condition.has_value() ==
              (!version.etag.empty() || version.modified.has_value()),
          "a version without a condition");
  for (const char c : condition ? condition->value : std::string()) {
    require(static_cast<unsigned char>(c) >= ' ', "a header with a line end");
  }
  if (const std::optional<std::string> tag = parse_strong_etag(text)) {
    require(*tag != "*" && !tag->starts_with("W/") && !tag->empty(),
            "a weak ETag");
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  const std::string_view text = as_text(data, size);
  check_range(text);
  check_dates(text);
  check_retry_after(text);
  check_version(text);
  return 0;
}
