// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/disk_cache.h"

#include <algorithm>
#include <cassert>
#include <exception>
#include <new>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {

DiskCache::DiskCache(const DiskCacheOptions& options)
    : store_(options.directory, options.max_size, options.percent_free),
      outage_(options.directory),
      queue_(options.max_queued) {
  thread_.submit([this](std::size_t /*thread*/) { run(); });
}

DiskCache::~DiskCache() {
  stop_.request_stop();
  const MutexLock lock(mutex_);
  is_stopped_ = true;
  changed_.notify_all();
}

bool DiskCache::find(const DiskCacheKey& key, std::span<std::byte> bytes) {
  assert(bytes.size() == key.size);
  const ExtentKey extent = hash_key(key);
  {
    const MutexLock lock(mutex_);
    if (queue_.is_writing(extent.name())) {
      ++n_misses_;
      return false;
    }
  }
  return store_.read(extent, bytes);
}

void DiskCache::insert(const DiskCacheKey& key,
                       std::span<const std::byte> bytes) {
  assert(bytes.size() == key.size);
  const ExtentKey extent = hash_key(key);
  if (store_.contains(extent.name())) {
    return;
  }
  std::optional<PageBuffer> memory = take_memory(key.size);
  if (!memory) {
    return;
  }
  std::copy(bytes.begin(), bytes.end(), memory->span().begin());
  const MutexLock lock(mutex_);
  queue_.push({extent, std::move(*memory)});
  changed_.notify_all();
}

std::optional<PageBuffer> DiskCache::take_memory(std::uint64_t size) {
  const MutexLock lock(mutex_);
  if (!is_stopped_) {
    try {
      if (std::optional<PageBuffer> memory = queue_.take_memory(size)) {
        return memory;
      }
    } catch (const std::bad_alloc&) {  // The reader continues without a copy.
    }
  }
  ++n_dropped_;
  return std::nullopt;
}

void DiskCache::remove(const DiskCacheKey& key) {
  const ExtentName name = hash_key(key).name();
  {
    const MutexLock lock(mutex_);
    queue_.remove(name);
    changed_.notify_all();
  }
  store_.remove(name);
}

void DiskCache::flush() {
  const MutexLock lock(mutex_);
  while (!is_stopped_ && !(is_loaded_ && queue_.is_idle())) {
    changed_.wait(mutex_);
  }
}

DiskCacheCounters DiskCache::counters() const {
  DiskCacheCounters counters = store_.counters();
  const MutexLock lock(mutex_);
  counters.misses += n_misses_;
  counters.dropped = n_dropped_;
  return counters;
}

// If the files cannot be found, their size is unknown, and nothing is written.
void DiskCache::run() {
  const bool is_usable = load();
  {
    const MutexLock lock(mutex_);
    is_loaded_ = true;
    changed_.notify_all();
  }
  while (std::optional<QueuedExtent> extent = wait_for_extent()) {
    if (!is_usable || !write(*extent)) {
      const MutexLock lock(mutex_);
      ++n_dropped_;
    }
    end_writing(*extent);
  }
}

bool DiskCache::load() {
  try {
    store_.load(stop_.get_token());
  } catch (const std::exception&) {
    report_failure();
    return false;
  }
  try {
    store_.trim();  // The limits may be lower than before.
  } catch (const std::exception&) {
    report_failure();
  }
  return true;
}

std::optional<QueuedExtent> DiskCache::wait_for_extent() {
  const MutexLock lock(mutex_);
  while (!is_stopped_) {
    if (std::optional<QueuedExtent> extent = queue_.begin_writing()) {
      return extent;
    }
    changed_.wait(mutex_);
  }
  return std::nullopt;
}

bool DiskCache::write(const QueuedExtent& extent) {
  try {
    store_.write(extent.key, extent.bytes());
    outage_.report_success(WriteOutage::Clock::now());
    return true;
  } catch (const std::exception&) {
    report_failure();
    return false;
  }
}

void DiskCache::end_writing(QueuedExtent& extent) {
  while (true) {
    {
      const MutexLock lock(mutex_);
      if (queue_.end_writing(extent)) {
        changed_.notify_all();
        return;
      }
    }
    store_.remove(
        extent.key.name());  // DiskCache::remove() was called meanwhile.
  }
}

// Requires: must be called inside a catch block.
void DiskCache::report_failure() {
  outage_.report_failure(current_exception_message(),
                         WriteOutage::Clock::now());
}

}  // namespace mtscomp
