// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_store.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <system_error>

#include "base/files/file_io.h"
#include "base/text/hash.h"
#include "source/disk_cache/files/extent_file.h"
#include "source/disk_cache/files/extent_scan.h"
#include "source/disk_cache/files/free_space.h"

namespace mtscomp {
namespace {

bool is_older(const struct stat& status, std::time_t seconds) {
  return std::abs(std::time(nullptr) - status.st_mtim.tv_sec) > seconds;
}

// Records the last use for the next process.  Once an hour is enough, and
// failures do not matter.
void touch_file(OpenExtent& extent) {
  constexpr std::time_t kHour = 3600;
  constexpr std::array<timespec, 2> kNow = {
      timespec{.tv_sec = 0, .tv_nsec = UTIME_OMIT},
      timespec{.tv_sec = 0, .tv_nsec = UTIME_NOW}};
  if (is_older(extent.status, kHour) &&
      ::futimens(extent.file.get(), kNow.data()) == 0) {
    extent.status = file_status(extent.file, extent.path);
  }
}

// Differs if a process has changed the file.
std::uint32_t version_of(const struct stat& status) {
  const std::uint64_t hash = hash_words(
      {status.st_ino, static_cast<std::uint64_t>(status.st_ctim.tv_sec),
       static_cast<std::uint64_t>(status.st_ctim.tv_nsec)});
  return static_cast<std::uint32_t>(hash) | 1U;
}

// Whether the kernel has written the file to the disk, which takes it about 30
// seconds.  If that fails, the bytes can change without a change of the file's
// times.
bool is_settled(const struct stat& status) {
  constexpr std::time_t kTwoMinutes = 120;
  return is_older(status, kTwoMinutes);
}

bool is_full(const std::system_error& error) {
  return error.code().value() == ENOSPC || error.code().value() == EDQUOT;
}

}  // namespace

ExtentStore::ExtentStore(const std::string& directory, std::uint64_t max_size,
                         unsigned percent_free)
    : directory_(directory), space_(directory_, max_size, percent_free) {}

bool ExtentStore::read(const ExtentKey& key, std::span<std::byte> bytes) {
  const ExtentName name = key.name();
  bool is_corrupt = false;
  try {
    std::optional<OpenExtent> extent = directory_.open(name);
    if (extent && read_file(*extent, key, bytes)) {
      return true;
    }
    is_corrupt = extent.has_value();
    if (is_corrupt || contains(name)) {
      remove(name);
    }
  } catch (const std::system_error& error) {
    // The file may be good, for example if this process has too many files.
    spdlog::debug("{}", error.what());
  }
  ++n_misses_;
  n_corrupt_ += is_corrupt ? 1 : 0;
  return false;
}

// The checksum of a file is verified once, and again if a process has changed
// the file.  A crash before the process started can damage a file, because
// files are not synced.  After that, a file is as safe as any other file on the
// disk, and computing the checksum takes half as long as reading the bytes.
bool ExtentStore::read_file(OpenExtent& extent, const ExtentKey& key,
                            std::span<std::byte> bytes) {
  const ExtentName name = key.name();
  bool is_verified = space_.verified(name) == version_of(extent.status);
  if (!read_extent(extent.file,
                   static_cast<std::uint64_t>(extent.status.st_size), key,
                   bytes, is_verified ? Checksum::kSkip : Checksum::kVerify,
                   extent.path)) {
    spdlog::info("{}: the file is damaged; its bytes are fetched again",
                 extent.path);
    return false;
  }
  is_verified |= is_settled(extent.status);
  touch_file(extent);
  space_.record_use(name, is_verified ? version_of(extent.status) : 0);
  ++n_hits_;
  return true;
}

void ExtentStore::write(const ExtentKey& key,
                        std::span<const std::byte> bytes) {
  const ExtentIndex::Entry entry = {
      key.name(),
      allocated_size(kExtentHeaderSize + bytes.size(), directory_.usage())};
  if (contains(entry.name)) {
    return;
  }
  space_.make_room(entry.bytes);
  try {
    put(entry, key, bytes);
  } catch (const std::system_error& error) {
    if (is_full(error)) {  // A quota, for example.  Other extents get the room.
      space_.evict(entry.bytes);
    }
    throw;
  }
}

void ExtentStore::put(const ExtentIndex::Entry& entry, const ExtentKey& key,
                      std::span<const std::byte> bytes) {
  space_.insert(entry);
  const ExtentHeader header = make_extent_header(key, bytes);
  try {
    directory_.put(entry.name, std::as_bytes(std::span(&header, 1)), bytes);
  } catch (...) {
    space_.forget(entry.name);
    throw;
  }
  if (!contains(entry.name)) {  // A reader has removed it meanwhile.
    directory_.remove(entry.name);
  }
}

void ExtentStore::remove(const ExtentName& name) {
  try {
    space_.discard(name);
  } catch (const std::system_error& error) {
    spdlog::debug("{}", error.what());
  }
}

DiskCacheCounters ExtentStore::counters() const {
  return {.hits = n_hits_,
          .misses = n_misses_,
          .bytes = space_.used(),
          .evictions = space_.n_evictions(),
          .corrupt = n_corrupt_};
}

}  // namespace mtscomp
