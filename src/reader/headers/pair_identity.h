// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Identifies one version of a pair by the identities of its two files.  If a
// file of the pair changes, this is a new version with a new identity.  All
// caches of headers use the identity as the key, so they never mix two
// versions.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "base/text/hash.h"
#include "mtscomp/base/file_identity.h"

namespace mtscomp {

struct PairIdentity {
  FileIdentity cbin;
  FileIdentity ch;

  auto operator<=>(const PairIdentity&) const = default;
};

inline std::uint64_t hash_of(const PairIdentity& identity) {
  return hash_words({hash_of(identity.cbin), hash_of(identity.ch)});
}

struct PairIdentityHash {
  std::size_t operator()(const PairIdentity& identity) const {
    return hash_of(identity);
  }
};

}  // namespace mtscomp
