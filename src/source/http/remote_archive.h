// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The parts of a remote source that its directories and open files share: the
// store, cached listings, and the versions of files.  Thread-safe.  Functions
// that wait for the server end with ECANCELED after stop().
//
// A file's version is that of the listing if it has ETags or exact times, such
// as S3's listings and nginx's JSON.  HTML listings have no sizes: a HEAD
// request tells the version, once for each listing.  A manifest has sizes only:
// the first answer to a read tells the rest of the version (pinned_versions.h).
#pragma once

#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/containers/lru_map.h"
#include "mtscomp/base/mutex.h"
#include "source/disk_cache/disk_cache.h"
#include "source/http/cache/listing_cache.h"
#include "source/http/pinned_versions.h"
#include "source/http/remote_status.h"
#include "source/http/remote_store.h"

namespace mtscomp {

struct RemoteSourceOptions {
  std::size_t n_connections = 16;  // Requests that run at once.
  // Age at which a listing of a directory is fetched again.
  std::chrono::milliseconds listing_timeout = std::chrono::minutes(5);
  // With kModified, ETags in listings are ignored.
  VersionBasis version_basis = VersionBasis::kEtag;
};

// A file or directory, as a look-up finds it.
struct RemoteNode {
  struct stat status = {};
  // Version of which all bytes must be.  Has the size of a file.
  RemoteVersion version = {};
};

class RemoteArchive {
 public:
  // `disk_cache` may be null.
  RemoteArchive(std::unique_ptr<RemoteStore> store,
                std::unique_ptr<DiskCache> disk_cache,
                const RemoteSourceOptions& options);
  RemoteArchive(const RemoteArchive&) = delete;
  RemoteArchive& operator=(const RemoteArchive&) = delete;
  // Calls stop().
  ~RemoteArchive();

  const RemoteStore& store() const { return *store_; }
  // Returns null if there is none.
  DiskCache* disk_cache() const { return disk_cache_.get(); }
  const std::string& name() const { return store_->name(); }
  std::stop_token stop_token() const { return stop_.get_token(); }

  // Returns the listing of a directory.
  // Throws: std::system_error, with ENOENT or ENOTDIR if there is no such
  // directory.
  ListingPtr listing(const std::string& directory) const;

  // Looks up a name in a listing of `directory`.  Returns nothing if there is
  // no such file.  Asks the server if the listing has no size.
  // Throws: std::system_error.
  std::optional<RemoteNode> find(CachedListing& listing,
                                 const std::string& directory,
                                 const std::string& name) const;

  // Looks up a path.  `path` may be empty.
  // Throws: std::system_error, with ENOENT if there is no such file.
  RemoteNode find(const std::string& path) const;

  // Asks the server for a file, also if no listing has its name.
  // Throws: std::system_error.
  RemoteNode ask_for(const std::string& path) const;

  // Returns the inode number of an entry without asking the server.  If the
  // listing has no size, find() returns another number.
  std::uint64_t inode_of(const CachedListing& listing,
                         const std::string& directory,
                         const RemoteEntry& entry) const;

  // Call this after the first answer to a read of an open file.  `version` is
  // the complete version of the file.  Returns false if the inode has another
  // version, according to an earlier answer.
  bool pin(std::uint64_t inode, const RemoteVersion& version) const;

  // Call this if the server no longer has the version of an open file.  If the
  // name still leads to this inode, drops the listing, and gives the name
  // another inode number.
  void note_change(const std::string& path, std::uint64_t inode) const;

  // Call this if an open file does not exist any more.
  void note_gone(const std::string& path) const;

  void forget() noexcept;
  void stop() noexcept { stop_.request_stop(); }

 private:
  // The cached entry of a file; null if there is none.
  struct Place {
    std::string directory;
    ListingPtr listing;
    const RemoteEntry* file = nullptr;
  };

  RemoteListing list(const std::string& directory) const;
  ListingPtr fetch(const std::string& directory, const ListingPtr& older) const;
  LearnedFact ask_server(CachedListing& listing, const std::string& path,
                         const std::string& name) const;
  Place find_cached(const std::string& path) const;
  std::uint64_t n_changes(const std::string& path) const;
  std::string describe(const std::string& path) const;

  const std::unique_ptr<RemoteStore> store_;
  const std::unique_ptr<DiskCache> disk_cache_;
  const VersionBasis version_basis_;
  std::stop_source stop_;
  RemoteStatus status_;
  mutable PinnedVersions versions_;
  mutable std::atomic<bool> has_warned_ = false;
  mutable Mutex mutex_;
  // Number of changes of a path that its listing cannot show.
  mutable LruMap<std::string, std::uint64_t> changes_ GUARDED_BY(mutex_);
  mutable ListingCache listings_;  // Uses all members above.
};

}  // namespace mtscomp
