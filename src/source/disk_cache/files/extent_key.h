// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Keys of extents in the disk cache, and the names of their files.  File names
// contain only a hash: paths of an archive can contain any byte, and may be
// confidential.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text/sha256.h"

namespace mtscomp {

// An extent of one version of a file.
struct DiskCacheKey {
  std::string source;  // RemoteStore::name().
  std::string path;
  std::string version;  // version_key().
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// Identifies an extent in memory and in file names.
struct ExtentName {
  std::array<unsigned char, 16> bytes = {};

  bool operator==(const ExtentName&) const = default;
};

struct ExtentKey {
  Sha256Digest digest = {};  // Hash of all members of a DiskCacheKey.
  std::uint64_t offset = 0;
  std::uint64_t size = 0;

  // Returns the first bytes of the digest.  The file contains the whole digest,
  // so two extents with the same name are not confused.
  ExtentName name() const;
};

ExtentKey hash_key(const DiskCacheKey& key);

// Returns 32 lower-case hexadecimal digits.
std::string to_text(const ExtentName& name);

// Parses 32 lower-case hexadecimal digits.  Returns nothing for other texts.
std::optional<ExtentName> parse_extent_name(std::string_view text);

}  // namespace mtscomp
