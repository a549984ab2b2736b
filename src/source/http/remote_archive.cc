// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_archive.h"

#include <spdlog/spdlog.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"
#include "source/http/remote_path.h"

namespace mtscomp {
namespace {

// Number of paths whose changes are counted.
constexpr std::size_t kMaxChanged = 10'000;

ListingCacheOptions cache_options(const RemoteStore& store,
                                  const RemoteSourceOptions& options) {
  return {.name = store.name(), .timeout = options.listing_timeout};
}

void report_refused(const std::string& directory, const RemoteListing& listing,
                    const ListingPtr& older) {
  if (listing.n_refused > 0 &&
      (!older || older->listing().n_refused != listing.n_refused)) {
    spdlog::warn(
        "{}: {} names in the listing are not shown; the first one is {}",
        directory, listing.n_refused, listing.first_refused);
  }
}

// Version of the file according to the listing alone.  The ETag and the exact
// time of the last change are left out if the listing does not have them.
RemoteVersion listed_version(const CachedListing& listing,
                             const RemoteEntry& entry) {
  RemoteVersion version = version_of(entry);
  if (!listing.listing().has_exact_times) {
    version.modified.reset();
  }
  return version;
}

// The version of which all bytes of an open file must be.
RemoteVersion expected_version(const CachedListing& listing,
                               const RemoteEntry& entry) {
  const std::optional<LearnedFact> fact = listing.learned(entry.name);
  return fact ? fact->version : listed_version(listing, entry);
}

// Returns false if a new listing would be the same after the file was replaced
// by another one of the same size.
bool shows_changes(const CachedListing& listing, const RemoteEntry& entry) {
  const RemoteVersion version = listed_version(listing, entry);
  return !version.etag.empty() || version.modified || !version.size;
}

}  // namespace

RemoteArchive::RemoteArchive(std::unique_ptr<RemoteStore> store,
                             std::unique_ptr<DiskCache> disk_cache,
                             const RemoteSourceOptions& options)
    : store_(std::move(store)),
      disk_cache_(std::move(disk_cache)),
      version_basis_(options.version_basis),
      status_(store_->name()),
      changes_(kMaxChanged),
      listings_(
          [this](const std::string& directory, const ListingPtr& older) {
            return fetch(directory, older);
          },
          cache_options(*store_, options)) {}

RemoteArchive::~RemoteArchive() { stop(); }

ListingPtr RemoteArchive::listing(const std::string& directory) const {
  return listings_.get(directory);
}

RemoteListing RemoteArchive::list(const std::string& directory) const {
  RemoteListing listing = store_->list(directory, stop_token());
  if (version_basis_ == VersionBasis::kModified) {
    for (RemoteEntry& entry : listing.entries) {
      entry.etag.clear();
    }
  }
  return listing;
}

ListingPtr RemoteArchive::fetch(const std::string& directory,
                                const ListingPtr& older) const {
  try {
    auto listing = std::make_shared<CachedListing>(list(directory));
    report_refused(describe(directory), listing->listing(), older);
    if (older) {
      listing->inherit(*older);
    }
    return listing;
  } catch (const FormatError& error) {
    throw_system_error(EIO, error.what());
  }
}

std::optional<RemoteNode> RemoteArchive::find(CachedListing& listing,
                                              const std::string& directory,
                                              const std::string& name) const {
  const RemoteEntry* const entry = listing.find(name);
  if (entry == nullptr) {
    return std::nullopt;
  }
  const std::string path = join_remote_path(directory, name);
  if (entry->is_directory) {
    return RemoteNode{.status = status_.of_directory(path, entry->modified)};
  }
  std::optional<LearnedFact> fact = listing.learned(name);
  if (!fact && !entry->size) {
    fact = ask_server(listing, path, name);
  }
  if (fact && fact->is_gone) {
    return std::nullopt;
  }
  const RemoteVersion shown = entry->size ? version_of(*entry) : fact->version;
  return RemoteNode{
      .status = status_.of_file(path, shown, n_changes(path)),
      .version = fact ? fact->version : listed_version(listing, *entry)};
}

LearnedFact RemoteArchive::ask_server(CachedListing& listing,
                                      const std::string& path,
                                      const std::string& name) const {
  LearnedFact fact;
  try {
    fact.version = store_->version(path, stop_token());
  } catch (const std::system_error& error) {
    if (error.code().value() != ENOENT) {
      throw;
    }
    fact.is_gone = true;
  }
  listing.learn(name, fact);
  return fact;
}

RemoteNode RemoteArchive::find(const std::string& path) const {
  if (path.empty()) {
    return {.status = status_.of_directory(path, std::nullopt)};
  }
  const RemotePath place = split_remote_path(path);
  const std::optional<RemoteNode> found =
      find(*listing(place.directory), place.directory, place.name);
  if (!found) {
    throw_system_error(ENOENT, describe(path));
  }
  return *found;
}

RemoteNode RemoteArchive::ask_for(const std::string& path) const {
  const RemoteVersion version = store_->version(path, stop_token());
  return {.status = status_.of_file(path, version, n_changes(path)),
          .version = version};
}

std::uint64_t RemoteArchive::inode_of(const CachedListing& listing,
                                      const std::string& directory,
                                      const RemoteEntry& entry) const {
  const std::string path = join_remote_path(directory, entry.name);
  if (entry.is_directory) {
    return RemoteStatus::inode_of_directory(path);
  }
  const RemoteVersion shown =
      entry.size ? version_of(entry) : expected_version(listing, entry);
  return RemoteStatus::inode_of_file(path, shown, n_changes(path));
}

std::uint64_t RemoteArchive::n_changes(const std::string& path) const {
  const MutexLock lock(mutex_);
  const std::uint64_t* const n = changes_.find(path);
  return n == nullptr ? 0 : *n;
}

RemoteArchive::Place RemoteArchive::find_cached(const std::string& path) const {
  const RemotePath split = split_remote_path(path);
  Place place = {.directory = split.directory,
                 .listing = listings_.peek(split.directory)};
  const RemoteEntry* const entry =
      place.listing ? place.listing->find(split.name) : nullptr;
  place.file = entry == nullptr || entry->is_directory ? nullptr : entry;
  return place;
}

bool RemoteArchive::note_version(const std::string& path,
                                 const RemoteVersion& version) const {
  warn_without_version(version);
  const Place place = find_cached(path);
  // The version from a HEAD request decides the inode number, so it stays.
  if (place.file == nullptr || !place.file->size) {
    return true;
  }
  const RemoteVersion expected = expected_version(*place.listing, *place.file);
  if (!matches(expected, version)) {
    note_change(path, expected);
    return false;
  }
  place.listing->learn(place.file->name, {.version = version});
  return true;
}

void RemoteArchive::warn_without_version(const RemoteVersion& version) const {
  if (version.etag.empty() && !version.modified &&
      !has_warned_.exchange(true)) {
    spdlog::warn(
        "{}: the server tells neither ETags nor times of files, so only "
        "another size shows that a file was replaced",
        name());
  }
}

void RemoteArchive::note_change(const std::string& path,
                                const RemoteVersion& expected) const {
  const Place place = find_cached(path);
  if (place.file == nullptr ||
      !matches(expected_version(*place.listing, *place.file), expected)) {
    return;
  }
  if (!shows_changes(*place.listing, *place.file)) {
    const std::uint64_t n = n_changes(path) + 1;
    const MutexLock lock(mutex_);
    changes_.insert(path, n, 1);
    changes_.shrink();
  }
  listings_.drop(place.directory);
}

void RemoteArchive::note_gone(const std::string& path) const {
  const Place place = find_cached(path);
  if (place.file != nullptr) {
    place.listing->learn(place.file->name, {.is_gone = true});
  }
}

void RemoteArchive::forget() noexcept {
  store_->forget();
  listings_.clear();
}

std::string RemoteArchive::describe(const std::string& path) const {
  return name() + '/' + path;
}

}  // namespace mtscomp
