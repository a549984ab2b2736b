// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/content_range.h"

#include <fmt/format.h>

#include <cassert>
#include <limits>

#include "base/text/lower_case.h"
#include "base/text/parse_number.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();

// "0-9"
std::optional<ContentRange> parse_extent(std::string_view text) {
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos) {
    return std::nullopt;
  }
  const auto first = parse_number<std::uint64_t>(text.substr(0, hyphen));
  const auto last = parse_number<std::uint64_t>(text.substr(hyphen + 1));
  if (!first || !last || *last < *first || *last == kLargest) {
    return std::nullopt;
  }
  return ContentRange{.offset = *first, .length = *last - *first + 1};
}

}  // namespace

std::optional<ContentRange> parse_content_range(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (to_lower_case(text.substr(0, kUnit.size())) != kUnit) {
    return std::nullopt;
  }
  text.remove_prefix(kUnit.size());
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view extent = text.substr(0, slash);
  const std::string_view size = text.substr(slash + 1);
  std::optional<ContentRange> range =
      extent == "*" ? ContentRange() : parse_extent(extent);
  const auto total = parse_number<std::uint64_t>(size);
  if (!range || (!total && (size != "*" || extent == "*")) ||
      (total && range->offset + range->length > *total)) {
    return std::nullopt;
  }
  range->total = total;
  return range;
}

std::string range_header(std::uint64_t offset, std::uint64_t length) {
  assert(length > 0 && offset <= kLargest - length);
  return fmt::format("bytes={}-{}", offset, offset + length - 1);
}

}  // namespace mtscomp
