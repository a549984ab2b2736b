// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The content of a directory on a server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/http/transfer/http_date.h"
#include "source/http/transfer/remote_version.h"

namespace mtscomp {

// Longest text of a listing, in bytes.
inline constexpr std::size_t kMaxListingSize = std::size_t{64} << 20;
// Maximum number of names in a listing.
inline constexpr std::size_t kMaxListedNames = 1'000'000;

struct RemoteEntry {
  std::string name;
  bool is_directory = false;
  // The listing does not tell these of a directory, and of a file only in some
  // formats.
  std::optional<std::uint64_t> size = std::nullopt;
  std::optional<HttpTime> modified = std::nullopt;
  std::string etag = {};  // Strong; empty if there is none.

  bool operator==(const RemoteEntry&) const = default;
};

struct RemoteListing {
  // Sorted by name, and each name once.
  std::vector<RemoteEntry> entries;
  // Whether the times are those of the header Last-Modified, so that they are a
  // part of the version.
  bool has_exact_times = true;
  // Names that are no names of files or directories are left out.
  std::size_t n_refused = 0;
  // The first of these names, and the reason, for a message.
  std::string first_refused;
};

// Returns the version of a file in a listing whose times are those of the
// header Last-Modified, such as nginx's and S3's.
RemoteVersion version_of(const RemoteEntry& entry);

// Throws: UnsupportedError if the text is longer than kMaxListingSize.
void check_listing_size(std::string_view text, std::string_view name);

}  // namespace mtscomp
