// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bounds the memory for headers.  With the default HeaderLimits, the bound is
// kBound.  The memory has three parts:
//   - one header larger than kLarge that is being read and parsed (kOneLarge);
//   - smaller headers that are being read and parsed (kSmall): as many at the
//     same time as fit.  They do not wait for a large header;
//   - the chunk tables of open recordings (kTables, shared_layouts.h).
// A header waits until there is memory to parse it, because other headers are
// parsed soon.  A table that does not fit is refused, because the other tables
// stay until their recordings are closed.
//
// A Turn exists while a header is read from the source.  If the source file
// system does not respond for one large header, all other large headers wait.
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class HeaderMemory {
 public:
  static constexpr std::uint64_t kLarge = std::uint64_t{1} << 20;
  // The three parts, in bytes.
  static constexpr std::uint64_t kOneLarge = std::uint64_t{320} << 20;
  static constexpr std::uint64_t kSmall = std::uint64_t{64} << 20;
  static constexpr std::uint64_t kTables = std::uint64_t{256} << 20;
  static constexpr std::uint64_t kBound = kOneLarge + kSmall + kTables;

  // `tables` bounds the chunk tables, in bytes.
  explicit HeaderMemory(std::uint64_t tables = kTables) : tables_(tables) {}
  HeaderMemory(const HeaderMemory&) = delete;
  HeaderMemory& operator=(const HeaderMemory&) = delete;

  // Permission to read and parse a header.  It must exist while the header is
  // read and parsed.
  class Turn {
   public:
    // Waits until a header of this many bytes may be read.
    // Requires: `memory` outlives this object.
    Turn(HeaderMemory& memory, std::uint64_t size);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

   private:
    HeaderMemory& memory_;
    std::uint64_t cost_;
    bool is_large_;
  };

  // The memory of one chunk table.  It must exist as long as the table.
  class TableShare {
   public:
    // `name` is the path of the recording, for messages.
    // Requires: `memory` outlives this object.
    // Throws: std::system_error with ENOMEM if the table does not fit.
    TableShare(HeaderMemory& memory, std::uint64_t bytes,
               std::string_view name);
    TableShare(const TableShare&) = delete;
    TableShare& operator=(const TableShare&) = delete;
    ~TableShare();

   private:
    HeaderMemory& memory_;
    std::uint64_t bytes_;
  };

 private:
  bool has_room(bool is_large, std::uint64_t cost) const REQUIRES_LOCK(mutex_);

  const std::uint64_t tables_;
  Mutex mutex_;
  ConditionVariable changed_;
  bool has_large_ GUARDED_BY(mutex_) = false;
  std::uint64_t small_used_ GUARDED_BY(mutex_) = 0;
  std::uint64_t tables_used_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
