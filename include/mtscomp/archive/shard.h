// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Splits a tree among several processes that do not communicate.  The relative
// path of a recording alone decides which process packs it.
#pragma once

#include <cstdint>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// The share of process `index` of `count`.  Default: the whole tree.
struct Shard {
  std::uint64_t index = 0;  // 0 to count - 1.
  std::uint64_t count = 1;

  bool is_whole() const { return count == 1; }
  // Whether the key is in this shard.  The index of a key's shard is the first
  // 8 bytes of the key's SHA-1, as a big-endian number, modulo count.  Each key
  // is in exactly one of `count` shards.
  bool contains(std::string_view key) const;

  bool operator==(const Shard&) const = default;
};

// Parses a shard such as "3/16", the fourth of sixteen.
// Throws: UsageError.
Shard parse_shard(std::string_view text);

}  // namespace mtscomp
