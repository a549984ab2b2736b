// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Splits a tree among several workers that do not communicate, by the relative
// path of each recording alone.
#pragma once

#include <cstdint>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// The share of worker `index` of `count`.  Default: the whole tree.
struct Shard {
  std::uint64_t index = 0;  // 0 to count - 1.
  std::uint64_t count = 1;

  bool is_whole() const { return count == 1; }
  // Whether the key is in this shard: the first 8 bytes of its SHA-1, as a
  // big-endian number, modulo count, are equal to index.  Each key is in
  // exactly one of `count` shards.
  bool contains(std::string_view key) const;

  bool operator==(const Shard&) const = default;
};

// "3/16": the fourth of sixteen.  Throws: UsageError.
Shard parse_shard(std::string_view text);

}  // namespace mtscomp
