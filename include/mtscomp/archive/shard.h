// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A fixed split of a tree among any number of workers who know nothing of each
// other: by the relative path of each recording alone.
#pragma once

#include <cstdint>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// Worker `index` of `count`; the whole by default.
struct Shard {
  std::uint64_t index = 0;  // 0 to count - 1.
  std::uint64_t count = 1;

  bool is_whole() const { return count == 1; }
  // Each key is in exactly one shard of a count: the first 8 bytes of its
  // SHA-1, as a big-endian number, modulo count.
  bool contains(std::string_view key) const;

  bool operator==(const Shard&) const = default;
};

// "3/16": the fourth of sixteen.  Throws: UsageError.
Shard parse_shard(std::string_view text);

}  // namespace mtscomp
