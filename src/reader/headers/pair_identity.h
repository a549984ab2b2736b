// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Identity of one version of a recording: the identities of its two files.  All
// caches use it as the key, so versions never mix.
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
