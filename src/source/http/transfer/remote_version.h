// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Versions of files on servers.  Two answers belong together only if their
// versions match, because a file can be replaced while it is open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "source/http/transfer/http_date.h"

namespace mtscomp {

// The properties that a server reports.  The best one that is known decides: a
// strong ETag, else the time of the last change and the size, else the size
// alone.
struct RemoteVersion {
  std::string etag;                  // Strong; empty if there is none.
  std::optional<HttpTime> modified;  // In whole seconds.
  std::optional<std::uint64_t> size;

  bool operator==(const RemoteVersion&) const = default;
};

enum class VersionBasis {
  kEtag,
  // Ignores ETags, for servers behind one name whose ETags differ.
  kModified,
};

// Makes a version from the headers ETag and Last-Modified, which are empty if
// the server sends none, and from the size of the whole file in bytes.
RemoteVersion make_version(std::string_view etag_header,
                           std::string_view last_modified_header,
                           std::optional<std::uint64_t> size,
                           VersionBasis basis = VersionBasis::kEtag);

// Returns true if `answer` is an answer about the version `pinned`: the ETag of
// the pinned version or, if it has none, its time must be the same, and both
// sizes must be the same if both are known.  An answer without the pinned ETag
// or time does not match.
bool matches(const RemoteVersion& pinned, const RemoteVersion& answer);

struct Precondition {
  std::string header;  // "If-Match" or "If-Unmodified-Since".
  std::string value;
};

// Returns the header that lets a server refuse a request for another version
// with status 412.  Returns nothing for a version that is a size alone.
std::optional<Precondition> precondition_of(const RemoteVersion& version);

// Returns a text that differs for versions that do not match, for the hash of
// an inode number and for a key of the disk cache.
std::string version_key(const RemoteVersion& version);

}  // namespace mtscomp
