// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/remote_version.h"

#include <fmt/format.h>

#include "source/http/transfer/etag.h"

namespace mtscomp {

RemoteVersion make_version(std::string_view etag_header,
                           std::string_view last_modified_header,
                           std::optional<std::uint64_t> size,
                           VersionBasis basis) {
  const std::optional<std::string> etag = basis == VersionBasis::kEtag
                                              ? parse_strong_etag(etag_header)
                                              : std::nullopt;
  return {.etag = etag.value_or(""),
          .modified = parse_http_date(last_modified_header),
          .size = size};
}

bool matches(const RemoteVersion& pinned, const RemoteVersion& answer) {
  if (pinned.size && answer.size && *pinned.size != *answer.size) {
    return false;
  }
  if (!pinned.etag.empty()) {
    return pinned.etag == answer.etag;
  }
  return !pinned.modified || pinned.modified == answer.modified;
}

std::optional<Precondition> precondition_of(const RemoteVersion& version) {
  if (!version.etag.empty()) {
    return Precondition{"If-Match", version.etag};
  }
  if (version.modified) {
    return Precondition{"If-Unmodified-Since",
                        format_http_date(*version.modified)};
  }
  return std::nullopt;
}

std::string version_key(const RemoteVersion& version) {
  const std::string size =
      version.size ? fmt::format("{}", *version.size) : "unknown";
  if (!version.etag.empty()) {
    return fmt::format("{} etag {}", size, version.etag);
  }
  return version.modified
             ? fmt::format("{} modified {}", size,
                           version.modified->time_since_epoch().count())
             : size;
}

}  // namespace mtscomp
