// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_space.h"

#include <fmt/format.h>

#include <cerrno>
#include <optional>

#include "mtscomp/base/error.h"
#include "source/disk_cache/files/extent_scan.h"
#include "source/disk_cache/files/free_space.h"

namespace mtscomp {

void ExtentSpace::load(const std::stop_token& stop) {
  for (const FoundExtent& found : find_extents(directory_, stop)) {
    const MutexLock lock(mutex_);  // Readers wait only for one extent.
    index_.insert_oldest({found.name, found.bytes});
  }
}

void ExtentSpace::make_room(std::uint64_t needed) {
  if (needed > max_size_) {
    throw_system_error(
        ENOSPC, fmt::format("{}: the limit of {} bytes is too low for a file "
                            "of {} bytes; raise the limit",
                            directory_.path(), max_size_, needed));
  }
  keep_free(needed);
  while (used() + needed > max_size_ && evict_oldest() > 0) {
  }
  if (used() + needed > max_size_) {  // Readers are removing the last files.
    throw_system_error(EAGAIN, directory_.path() + ": cannot free space");
  }
}

// Some file systems free the space of removed files later.  So only as many
// extents are evicted as are missing now.
void ExtentSpace::keep_free(std::uint64_t needed) {
  const std::uint64_t missing =
      missing_space(directory_.usage(), percent_free_, needed);
  if (missing == 0) {
    return;
  }
  evict(missing);
  if (missing_space(directory_.usage(), percent_free_, needed) > 0) {
    throw_system_error(
        ENOSPC, fmt::format("{}: less than {} % of the file system are free; "
                            "free space, or choose another directory",
                            directory_.path(), percent_free_));
  }
}

void ExtentSpace::evict(std::uint64_t bytes) {
  std::uint64_t evicted = 0;
  while (evicted < bytes) {
    const std::uint64_t n = evict_oldest();
    if (n == 0) {
      return;
    }
    evicted += n;
  }
}

// Returns the bytes of the evicted file, or 0 if the index is empty.
std::uint64_t ExtentSpace::evict_oldest() {
  std::optional<ExtentIndex::Entry> oldest;
  {
    const MutexLock lock(mutex_);
    oldest = index_.take_oldest();
    if (!oldest) {
      return 0;
    }
    leaving_ += oldest->bytes;
    ++n_evictions_;
  }
  delete_file(*oldest);
  return oldest->bytes;
}

void ExtentSpace::insert(const ExtentIndex::Entry& entry) {
  const MutexLock lock(mutex_);
  index_.insert_newest(entry);
}

void ExtentSpace::forget(const ExtentName& name) {
  const MutexLock lock(mutex_);
  index_.erase(name);
}

bool ExtentSpace::contains(const ExtentName& name) const {
  const MutexLock lock(mutex_);
  return index_.contains(name);
}

void ExtentSpace::discard(const ExtentName& name) {
  ExtentIndex::Entry entry = {.name = name, .bytes = 0};
  {
    const MutexLock lock(mutex_);
    entry = index_.erase(name).value_or(entry);
    leaving_ += entry.bytes;
  }
  delete_file(entry);
}

// Deletes a file whose entry the caller has taken from the index.
void ExtentSpace::delete_file(const ExtentIndex::Entry& entry) {
  try {
    directory_.remove(entry.name);
  } catch (...) {
    const MutexLock lock(mutex_);
    leaving_ -= entry.bytes;
    if (entry.bytes > 0 && !index_.contains(entry.name)) {
      index_.insert_newest(entry);  // Its space is still in use.
    }
    throw;
  }
  const MutexLock lock(mutex_);
  leaving_ -= entry.bytes;
}

void ExtentSpace::record_use(const ExtentName& name, std::uint32_t verified) {
  const MutexLock lock(mutex_);
  index_.touch(name);
  index_.set_verified(name, verified);
}

std::uint32_t ExtentSpace::verified(const ExtentName& name) const {
  const MutexLock lock(mutex_);
  return index_.verified(name);
}

std::uint64_t ExtentSpace::used() const {
  const MutexLock lock(mutex_);
  return index_.bytes() + leaving_;
}

std::uint64_t ExtentSpace::n_evictions() const {
  const MutexLock lock(mutex_);
  return n_evictions_;
}

}  // namespace mtscomp
