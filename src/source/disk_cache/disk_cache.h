// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Keeps extents of remote files on the local disk.  Survives restarts.
//
// Each extent is a whole file (cache_directory.h).  One thread first finds the
// files of earlier processes, then writes new ones, never on the path of a
// reader.  Errors of the disk are logged once, and reading continues without
// the cache.  Only the user of this process can use the directory.
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "base/memory/page_buffer.h"
#include "base/threads/thread_pool.h"
#include "mtscomp/base/mutex.h"
#include "source/disk_cache/disk_cache_counters.h"
#include "source/disk_cache/extent_queue.h"
#include "source/disk_cache/extent_store.h"
#include "source/disk_cache/files/extent_key.h"
#include "source/disk_cache/write_outage.h"

namespace mtscomp {

struct DiskCacheOptions {
  std::string directory;  // Created if it does not exist.
  // Bytes that the files of extents take on the disk.
  std::uint64_t max_size = std::uint64_t{50} << 30;
  // Percentage of the file system that stays free.  If other programs use this
  // space, the cache evicts its files.
  unsigned percent_free = 5;
  // Bytes of memory for extents that wait to be written.
  std::uint64_t max_queued = std::uint64_t{128} << 20;
};

class DiskCache {
 public:
  // Locks the directory and starts the thread.
  // Throws: UsageError if another process uses the directory, or if other users
  // can write to it; std::system_error.
  explicit DiskCache(const DiskCacheOptions& options);
  DiskCache(const DiskCache&) = delete;
  DiskCache& operator=(const DiskCache&) = delete;
  // Waits for the extent that is being written.  Drops the others.
  ~DiskCache();

  // Reads an extent into `bytes`.  Returns false if the extent is not in the
  // cache; `bytes` is then undefined.  Never throws because of the disk.
  // Requires: bytes.size() must be key.size.
  bool find(const DiskCacheKey& key, std::span<std::byte> bytes);

  // Queues a copy of `bytes` for writing.  Drops it if the queue is full.
  // Never waits for the disk, and never throws because of it.
  // Requires: bytes.size() must be key.size.
  void insert(const DiskCacheKey& key, std::span<const std::byte> bytes);

  // Removes an extent whose bytes turned out to be wrong.  find() does not
  // return these bytes again, even if they were still in the queue.
  void remove(const DiskCacheKey& key);

  // Waits until the files of earlier processes are found, and all queued
  // extents are written or dropped.  For tests, and for programs that end.
  void flush();

  DiskCacheCounters counters() const;

 private:
  void run();
  bool load();
  std::optional<QueuedExtent> wait_for_extent();
  bool write(const QueuedExtent& extent);
  void end_writing(QueuedExtent& extent);
  std::optional<PageBuffer> take_memory(std::uint64_t size);
  void report_failure();

  ExtentStore store_;
  WriteOutage outage_;  // Used by the thread alone.
  std::stop_source stop_;
  mutable Mutex mutex_;
  ConditionVariable changed_;
  ExtentQueue queue_ GUARDED_BY(mutex_);
  bool is_loaded_ GUARDED_BY(mutex_) = false;  // load() has ended.
  bool is_stopped_ GUARDED_BY(mutex_) = false;
  std::uint64_t n_dropped_ GUARDED_BY(mutex_) = 0;
  std::uint64_t n_misses_ GUARDED_BY(mutex_) = 0;  // Not counted by store_.
  ThreadPool thread_{1};                           // Uses all members above.
};

}  // namespace mtscomp
