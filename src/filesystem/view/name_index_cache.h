// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Cache of name indexes of recently used directories, which saves listing the
// directory at each look-up.  Limited in bytes; an index larger than the limit
// is kept alone.  Thread-safe.
#pragma once

#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "cache/lru_map.h"
#include "filesystem/view/name_index.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

using NameIndexPtr = std::shared_ptr<const NameIndex>;

class NameIndexCache {
 public:
  using Clock = std::chrono::steady_clock;
  using WallClock = std::chrono::system_clock;
  using Read = std::function<NameIndexPtr()>;

  static constexpr std::size_t kDefaultCapacity = std::size_t{32} << 20;
  // Maximum age of an index while the directory's times are unchanged, because
  // some file systems do not update these times: kMaxAge, or kMaxAgeInListings
  // times the duration of a listing if that is longer.
  static constexpr Clock::duration kMaxAge = std::chrono::seconds(1);
  static constexpr int kMaxAgeInListings = 20;
  // Two changes of a directory within one tick of the kernel's clock get the
  // same modification time.  This is more than two of the longest ticks.
  static constexpr Clock::duration kTick = std::chrono::milliseconds(50);
  // A directory whose last change is older than this gets no second change
  // within the same tick.  Longer than the clock error of a file server.
  static constexpr WallClock::duration kSettled = std::chrono::minutes(10);

  explicit NameIndexCache(
      std::size_t capacity_bytes = kDefaultCapacity,
      std::function<WallClock::time_point()> wall_clock = WallClock::now)
      : wall_clock_(std::move(wall_clock)), indexes_(capacity_bytes) {}

  // The index of the directory with this status, which was taken just now.
  // Returns the cached index, or calls read(), which lists the directory.
  NameIndexPtr find_or_read(const struct stat& directory, Clock::time_point now,
                            const Read& read);

  // Always calls read(), and caches its result.
  NameIndexPtr read_again(const struct stat& directory, Clock::time_point now,
                          const Read& read);

  void clear();

 private:
  struct Key {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Version {
    std::int64_t mtime_ns = 0;
    std::int64_t ctime_ns = 0;
    bool operator==(const Version&) const = default;
  };
  struct Known {
    Version version;
    Clock::time_point first_seen;  // Time of the first look at this version.
    Clock::time_point listed;
    Clock::duration max_age;
    bool was_settled;  // When the directory was listed.
    NameIndexPtr index;
  };

  static Version version_of(const struct stat& directory);
  NameIndexPtr find(const Key& key, const Version& version,
                    Clock::time_point now);
  bool is_settled(const Version& version) const;
  void remember(const Key& key, Known known);

  const std::function<WallClock::time_point()> wall_clock_;
  Mutex mutex_;
  LruMap<Key, Known, KeyHash> indexes_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
