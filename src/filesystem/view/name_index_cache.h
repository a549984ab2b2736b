// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The name indexes of directories that were looked into lately, so that a
// look-up does not list its directory.  Bounded in bytes; an index that is
// larger by itself is kept alone.  Thread-safe.
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
  // How long an unchanged directory is taken for unchanged, for file systems
  // whose directories do not tell when they change; and how many times as long
  // as listing it took, if that is longer.
  static constexpr Clock::duration kMaxAge = std::chrono::seconds(1);
  static constexpr int kMaxAgeInListings = 20;
  // Twice the time that two changes of a directory may have one and the same
  // modification time, where the kernel's clock ticks slowest, and more.
  static constexpr Clock::duration kTick = std::chrono::milliseconds(50);
  // A directory that changed so long ago has no such change to come: more than
  // a server's clock is wrong by.
  static constexpr WallClock::duration kSettled = std::chrono::minutes(10);

  explicit NameIndexCache(
      std::size_t capacity_bytes = kDefaultCapacity,
      std::function<WallClock::time_point()> wall_clock = WallClock::now)
      : wall_clock_(std::move(wall_clock)), indexes_(capacity_bytes) {}

  // The index of the directory whose status, taken just now, this is; from
  // memory, or from read(), which lists the directory.
  NameIndexPtr find_or_read(const struct stat& directory, Clock::time_point now,
                            const Read& read);

  // Always read(), and remembered.
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
    Clock::time_point first_seen;  // This version.
    Clock::time_point listed;
    Clock::duration max_age;
    bool was_settled;  // When it was listed.
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
