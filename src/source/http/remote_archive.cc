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

// The version that the inode number is made from.  A HEAD request tells it if
// the listing does not.
RemoteVersion shown_version(const CachedListing& listing,
                            const RemoteEntry& entry) {
  if (entry.size) {
    return version_of(entry);
  }
  const std::optional<LearnedFact> fact = listing.learned(entry.name);
  return fact ? fact->version : RemoteVersion{};
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

// Returns false if a new listing can be the same after the file was replaced by
// another one of the same size, for example within one second.
bool shows_changes(const RemoteEntry& entry) {
  return !entry.etag.empty() || !entry.size;
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
  RemoteNode node = {.status = status_.of_file(
                         path, entry->size ? version_of(*entry) : fact->version,
                         n_changes(path))};
  node.version =
      versions_.find(node.status.st_ino)
          .value_or(fact ? fact->version : listed_version(listing, *entry));
  return node;
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
  return RemoteStatus::inode_of_file(path, shown_version(listing, entry),
                                     n_changes(path));
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

bool RemoteArchive::pin(std::uint64_t inode,
                        const RemoteVersion& version) const {
  if (version.etag.empty() && !version.modified &&
      !has_warned_.exchange(true)) {
    spdlog::warn(
        "{}: the server tells neither ETags nor times of files, so only "
        "another size shows that a file was replaced",
        name());
  }
  return versions_.pin(inode, version);
}

void RemoteArchive::note_change(const std::string& path,
                                std::uint64_t inode) const {
  const Place place = find_cached(path);
  if (place.file == nullptr ||
      inode_of(*place.listing, place.directory, *place.file) != inode) {
    return;
  }
  if (!shows_changes(*place.file)) {
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
