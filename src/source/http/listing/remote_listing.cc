// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/remote_listing.h"

#include <fmt/format.h>

#include "mtscomp/base/error.h"

namespace mtscomp {

RemoteVersion version_of(const RemoteEntry& entry) {
  RemoteVersion version = {.etag = entry.etag, .size = entry.size};
  if (entry.modified) {
    version.modified =
        std::chrono::floor<std::chrono::seconds>(*entry.modified);
  }
  return version;
}

void check_listing_size(std::string_view text, std::string_view name) {
  if (text.size() > kMaxListingSize) {
    throw UnsupportedError(fmt::format(
        "{}: the listing has {} bytes, and at most {} are supported; use a "
        "directory below it",
        name, text.size(), kMaxListingSize));
  }
}

}  // namespace mtscomp
