// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Cache of the name indexes of recently used directories.  With a cached index,
// a look-up need not list the directory.  The size of the cache, in bytes, is
// limited.  If one index alone exceeds the limit, it is the only index in the
// cache.  Thread-safe.
#pragma once

#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "base/containers/lru_map.h"
#include "filesystem/view/name_index.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

using NameIndexPtr = std::shared_ptr<const NameIndex>;

class NameIndexCache {
 public:
  using Clock = std::chrono::steady_clock;
  using WallClock = std::chrono::system_clock;
  using Read = std::function<NameIndexPtr()>;

  // Default of the maximum size of the cache, in bytes.
  static constexpr std::size_t kDefaultCapacity = std::size_t{32} << 20;
  // The maximum age of an index is kMaxAge or, if longer, kMaxAgeInListings
  // times the duration of the listing.  An older index is not used, even if the
  // directory's times are unchanged, because some file systems do not update
  // these times.
  static constexpr Clock::duration kMaxAge = std::chrono::seconds(1);
  static constexpr int kMaxAgeInListings = 20;
  // Two changes of a directory within one tick of the kernel's clock get the
  // same modification time.  kTick is longer than two ticks of every kernel.
  static constexpr Clock::duration kTick = std::chrono::milliseconds(50);
  // If the last change of a directory is older than kSettled, the next change
  // cannot be in the same tick.  kSettled is longer than the clock error of a
  // file server.
  static constexpr WallClock::duration kSettled = std::chrono::minutes(10);

  explicit NameIndexCache(
      std::size_t capacity_bytes = kDefaultCapacity,
      std::function<WallClock::time_point()> wall_clock = WallClock::now)
      : wall_clock_(std::move(wall_clock)), indexes_(capacity_bytes) {}

  // Returns the cached index of a directory.  If there is no valid index, calls
  // read(), which lists the directory.  `directory` is the status of the
  // directory at the time `now`.
  NameIndexPtr find_or_read(const struct stat& directory, Clock::time_point now,
                            const Read& read);

  // Calls read() even if there is a cached index, and caches the result.
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
    Clock::time_point first_seen;  // When this version was first seen.
    Clock::time_point listed;
    Clock::duration max_age;
    bool was_settled;  // Result of is_settled() before the listing.
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
