// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/name_index_cache.h"

#include <algorithm>
#include <vector>

#include "base/text/hash.h"

namespace mtscomp {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  return time.tv_sec * kPerSecond + time.tv_nsec;
}

}  // namespace

std::size_t NameIndexCache::KeyHash::operator()(const Key& key) const {
  return hash_words({key.device, key.inode});
}

NameIndexCache::Version NameIndexCache::version_of(
    const struct stat& directory) {
  return {.mtime_ns = nanoseconds(directory.st_mtim),
          .ctime_ns = nanoseconds(directory.st_ctim)};
}

NameIndexPtr NameIndexCache::find_or_read(const struct stat& directory,
                                          Clock::time_point now,
                                          const Read& read) {
  const Key key = {directory.st_dev, directory.st_ino};
  if (NameIndexPtr known = find(key, version_of(directory), now)) {
    return known;
  }
  return read_again(directory, now, read);
}

NameIndexPtr NameIndexCache::read_again(const struct stat& directory,
                                        Clock::time_point now,
                                        const Read& read) {
  const Version version = version_of(directory);
  const bool was_settled = is_settled(version);
  const Clock::time_point start = Clock::now();
  NameIndexPtr index = read();
  const Clock::duration max_age =
      std::max(kMaxAge, kMaxAgeInListings * (Clock::now() - start));
  remember({directory.st_dev, directory.st_ino}, {.version = version,
                                                  .first_seen = now,
                                                  .listed = now,
                                                  .max_age = max_age,
                                                  .was_settled = was_settled,
                                                  .index = index});
  return index;
}

bool NameIndexCache::is_settled(const Version& version) const {
  const std::chrono::nanoseconds changed(
      std::max(version.mtime_ns, version.ctime_ns));
  return changed + kSettled < wall_clock_().time_since_epoch();
}

// After it was listed, a directory may change again within one tick of the
// clock, without a new modification time.  So a listing is trusted only if that
// time was already older than a tick when the directory was listed.
NameIndexPtr NameIndexCache::find(const Key& key, const Version& version,
                                  Clock::time_point now) {
  const MutexLock lock(mutex_);
  const Known* const known = indexes_.find(key);
  const bool is_trusted =
      known != nullptr && known->version == version &&
      (known->was_settled || known->listed - known->first_seen >= kTick) &&
      now - known->listed < known->max_age;
  return is_trusted ? known->index : nullptr;
}

void NameIndexCache::remember(const Key& key, Known known) {
  constexpr std::size_t kNodes = 2 * sizeof(Key) + 8 * sizeof(void*);
  std::vector<Known> evicted;  // Destroyed after unlocking.
  const MutexLock lock(mutex_);
  if (const Known* const before = indexes_.find(key);
      before != nullptr && before->version == known.version) {
    known.first_seen = before->first_seen;
  }
  const std::size_t cost = sizeof(Known) + kNodes + known.index->memory();
  indexes_.insert(key, std::move(known), std::min(cost, indexes_.capacity()));
  evicted = indexes_.shrink();
}

void NameIndexCache::clear() {
  std::vector<Known> dropped;  // Destroyed after unlocking.
  const MutexLock lock(mutex_);
  dropped = indexes_.shrink(indexes_.capacity());
}

}  // namespace mtscomp
