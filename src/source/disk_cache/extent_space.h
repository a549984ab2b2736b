// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The space that the files of a disk cache take, and its limits.
//
// Only one thread adds files.  Any thread can remove them.  A file is in the
// index before it gets its name, and leaves the index before it is removed; its
// size counts until it is removed.  So the files never take more space than
// used() says.  Thread-safe, except for load(), insert(), make_room() and
// evict(): one thread must call these.
#pragma once

#include <cstdint>
#include <stop_token>

#include "mtscomp/base/mutex.h"
#include "source/disk_cache/extent_index.h"
#include "source/disk_cache/files/cache_directory.h"

namespace mtscomp {

class ExtentSpace {
 public:
  // The files of extents may take max_size bytes, and `percent_free` percent of
  // the file system must stay free.
  // Requires: `directory` must outlive this object.
  ExtentSpace(const CacheDirectory& directory, std::uint64_t max_size,
              unsigned percent_free)
      : directory_(directory),
        max_size_(max_size),
        percent_free_(percent_free) {}

  // Adds the files that earlier processes left to the index.  Returns early
  // after a stop request.
  // Throws: std::system_error, std::bad_alloc.
  void load(const std::stop_token& stop);

  // Evicts the least recently used extents until a file of `needed` bytes can
  // be written.
  // Throws: std::system_error, with ENOSPC if this is not possible.
  void make_room(std::uint64_t needed);

  // Evicts extents of together `bytes` bytes, or all.
  // Throws: std::system_error.
  void evict(std::uint64_t bytes);

  // Adds an extent whose file is written next.
  // Requires: make_room() must have returned.
  void insert(const ExtentIndex::Entry& entry);
  // Removes an extent whose file was not written.
  void forget(const ExtentName& name);

  bool contains(const ExtentName& name) const;

  // Removes an extent and its file.  Throws: std::system_error.
  void discard(const ExtentName& name);

  // Makes an extent the most recently used one.  For `verified`, see
  // ExtentIndex::verified().
  void record_use(const ExtentName& name, std::uint32_t verified);
  std::uint32_t verified(const ExtentName& name) const;

  // Returns the space that all files take, in bytes.
  std::uint64_t used() const;
  std::uint64_t n_evictions() const;

 private:
  void keep_free(std::uint64_t needed);
  std::uint64_t evict_oldest();
  void delete_file(const ExtentIndex::Entry& entry);

  const CacheDirectory& directory_;
  const std::uint64_t max_size_;
  const unsigned percent_free_;
  mutable Mutex mutex_;
  ExtentIndex index_ GUARDED_BY(mutex_);
  // Bytes of files that left the index and are not removed yet.
  std::uint64_t leaving_ GUARDED_BY(mutex_) = 0;
  std::uint64_t n_evictions_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
