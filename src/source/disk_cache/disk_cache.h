// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Keeps extents of remote files on the local disk.  Survives restarts.
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace mtscomp {

struct DiskCacheOptions {
  std::string directory;
  std::uint64_t max_size = std::uint64_t{50} << 30;  // Bytes.
  // Percentage of the file system that stays free.
  unsigned percent_free = 5;
};

// An extent of one version of a file.
struct DiskCacheKey {
  std::string source;  // RemoteStore::name().
  std::string path;
  std::string version;  // version_key().
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

struct DiskCacheCounters {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t bytes = 0;  // On the disk.
  std::uint64_t evictions = 0;
  std::uint64_t corrupt = 0;  // Files whose checksum was wrong.
  std::uint64_t dropped = 0;  // Extents that were not written.
};

class DiskCache {
 public:
  // Locks the directory, and starts a thread that finds the files in it and
  // later writes.
  // Throws: std::system_error; UsageError if another process uses the
  // directory.
  explicit DiskCache(const DiskCacheOptions& options);
  ~DiskCache();

  // Fills `bytes`, whose size is that of the key.  Returns false if the extent
  // is not in the cache.  Never throws because of the disk.
  bool find(const DiskCacheKey& key, std::span<std::byte> bytes);

  // Queues a copy of `bytes` for writing.  Drops it if the queue is full.
  // Never waits for the disk, and never throws because of it.
  void insert(const DiskCacheKey& key, std::span<const std::byte> bytes);

  // Removes an extent whose bytes turned out to be wrong.
  void remove(const DiskCacheKey& key);

  DiskCacheCounters counters() const;
};

}  // namespace mtscomp
