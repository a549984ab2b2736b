// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads and writes the extents of a disk cache.  Thread-safe, except for
// load(), trim() and write(): one thread must call these.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>

#include "source/disk_cache/disk_cache_counters.h"
#include "source/disk_cache/extent_space.h"
#include "source/disk_cache/files/cache_directory.h"
#include "source/disk_cache/files/extent_key.h"

namespace mtscomp {

class ExtentStore {
 public:
  // For the limits, see ExtentSpace.
  // Throws: like open_locked_directory().
  ExtentStore(const std::string& directory, std::uint64_t max_size,
              unsigned percent_free);

  // See ExtentSpace::load().
  void load(const std::stop_token& stop) { space_.load(stop); }

  // Evicts extents until the limits hold.  Throws: std::system_error.
  void trim() { space_.make_room(0); }

  // Reads an extent into `bytes`, before load() too.  Returns false if its file
  // does not exist, is damaged or cannot be read; `bytes` is then undefined.
  // Removes a damaged file.
  // Requires: bytes.size() must be key.size.
  bool read(const ExtentKey& key, std::span<std::byte> bytes);

  // Writes an extent, if it is not in the index.
  // Requires: load() must have returned.
  // Throws: std::system_error; the extent is then not in the cache.
  void write(const ExtentKey& key, std::span<const std::byte> bytes);

  bool contains(const ExtentName& name) const { return space_.contains(name); }

  // Removes an extent.  Logs errors.
  void remove(const ExtentName& name);

  // `dropped` is 0.
  DiskCacheCounters counters() const;

 private:
  bool read_file(OpenExtent& extent, const ExtentKey& key,
                 std::span<std::byte> bytes);
  void put(const ExtentIndex::Entry& entry, const ExtentKey& key,
           std::span<const std::byte> bytes);

  const CacheDirectory directory_;
  ExtentSpace space_;
  std::atomic<std::uint64_t> n_hits_ = 0;
  std::atomic<std::uint64_t> n_misses_ = 0;
  std::atomic<std::uint64_t> n_corrupt_ = 0;
};

}  // namespace mtscomp
