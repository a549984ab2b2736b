// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A store in memory, for tests that need an order of versions, failures and
// waiting calls that no server can be made to have.  Thread-safe.
#pragma once

#include <algorithm>
#include <cerrno>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "mtscomp/base/error.h"
#include "source/http/remote_path.h"
#include "source/http/remote_store.h"
#include "source/http/transfer/version_changed_error.h"
#include "support/bytes.h"

namespace mtscomp {

// Properties that listings tell about files.
enum class ListingStyle {
  kS3,        // Size, time and ETag.
  kJson,      // Size and time.
  kHtml,      // Names.
  kManifest,  // Size, and a time that is not Last-Modified.
};

class MemoryStore : public RemoteStore {
 public:
  explicit MemoryStore(ListingStyle style = ListingStyle::kS3)
      : style_(style) {}

  // Adds the file, or replaces it by a new version.  Without `version`, its
  // ETag and time differ from those of all other files.
  void put(const std::string& path, Bytes bytes,
           std::optional<RemoteVersion> version = std::nullopt) {
    const std::lock_guard lock(mutex_);
    ++n_versions_;
    RemoteVersion made = version.value_or(RemoteVersion{
        .etag = '"' + std::to_string(n_versions_) + '"',
        .modified = HttpTime(std::chrono::seconds(1'000'000 + n_versions_))});
    made.size = bytes.size();
    files_[path] = {std::move(bytes), std::move(made)};
  }
  void remove(const std::string& path) {
    const std::lock_guard lock(mutex_);
    files_.erase(path);
  }
  // Replaces the listing of the root.
  void set_root(RemoteListing listing) {
    const std::lock_guard lock(mutex_);
    root_ = std::move(listing);
  }

  // All later requests fail with this errno.  0: they do not.
  void fail_with(int error_number) {
    const std::lock_guard lock(mutex_);
    error_number_ = error_number;
  }
  // Later requests wait until a stop request or release().
  void hold() {
    const std::lock_guard lock(mutex_);
    is_held_ = true;
  }
  void release() {
    const std::lock_guard lock(mutex_);
    is_held_ = false;
    changed_.notify_all();
  }
  // Waits until `n` requests have begun in all.
  void wait_for_requests(std::size_t n) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return requests_.size() >= n; });
  }

  // Returns "list PATH", "version PATH" and "read PATH" since the last call.
  std::vector<std::string> take_requests() {
    const std::lock_guard lock(mutex_);
    return std::exchange(requests_, {});
  }

  const std::string& name() const override { return name_; }

  RemoteListing list(const std::string& directory,
                     const std::stop_token& stop) const override {
    std::unique_lock lock(mutex_);
    begin(lock, "list " + directory, stop);
    if (root_ && directory.empty()) {
      return *root_;
    }
    RemoteListing listing;
    listing.has_exact_times = style_ != ListingStyle::kManifest;
    const std::string prefix = directory.empty() ? "" : directory + '/';
    for (auto at = files_.lower_bound(prefix);
         at != files_.end() && at->first.starts_with(prefix); ++at) {
      add(listing, at->first.substr(prefix.size()), at->second);
    }
    if (listing.entries.empty() && !directory.empty()) {
      throw_system_error(files_.contains(directory) ? ENOTDIR : ENOENT,
                         name_ + '/' + directory);
    }
    return listing;
  }

  RemoteVersion version(const std::string& path,
                        const std::stop_token& stop) const override {
    std::unique_lock lock(mutex_);
    begin(lock, "version " + path, stop);
    return find(path).version;
  }

  RemoteVersion read(const std::string& path, std::uint64_t offset,
                     std::span<std::byte> bytes,
                     const std::optional<RemoteVersion>& pinned,
                     const RequestLimits& limits) const override {
    std::unique_lock lock(mutex_);
    begin(lock, "read " + path, limits.stop);
    const File& file = find(path);
    if ((pinned && !matches(*pinned, file.version)) ||
        offset + bytes.size() > file.bytes.size()) {
      throw VersionChangedError(path);
    }
    std::copy_n(file.bytes.begin() + static_cast<std::ptrdiff_t>(offset),
                bytes.size(), bytes.begin());
    return file.version;
  }

  HttpCounters counters() const override { return {}; }

 private:
  struct File {
    Bytes bytes;
    RemoteVersion version;
  };

  void begin(std::unique_lock<std::mutex>& lock, const std::string& request,
             const std::stop_token& stop) const {
    requests_.push_back(request);
    changed_.notify_all();
    changed_.wait(lock, stop, [this] { return !is_held_; });
    if (stop.stop_requested()) {
      throw_system_error(ECANCELED, request);
    }
    if (error_number_ != 0) {
      throw_system_error(error_number_, request);
    }
  }

  const File& find(const std::string& path) const {
    const auto at = files_.find(path);
    if (at == files_.end()) {
      throw_system_error(ENOENT, name_ + '/' + path);
    }
    return at->second;
  }

  void add(RemoteListing& listing, const std::string& path,
           const File& file) const {
    const std::string name = path.substr(0, path.find('/'));
    if (!listing.entries.empty() && listing.entries.back().name == name) {
      return;
    }
    RemoteEntry entry = {.name = name, .is_directory = name != path};
    if (!entry.is_directory && style_ != ListingStyle::kHtml) {
      entry.size = file.version.size;
      entry.modified = style_ == ListingStyle::kManifest
                           ? HttpTime(std::chrono::seconds(77))
                           : file.version.modified;
      entry.etag = style_ == ListingStyle::kS3 ? file.version.etag : "";
    }
    listing.entries.push_back(std::move(entry));
  }

  const std::string name_ = "memory://archive";
  const ListingStyle style_;
  mutable std::mutex mutex_;
  mutable std::condition_variable_any changed_;
  mutable std::vector<std::string> requests_;
  std::map<std::string, File> files_;
  std::optional<RemoteListing> root_;
  std::uint64_t n_versions_ = 0;
  int error_number_ = 0;
  bool is_held_ = false;
};

}  // namespace mtscomp
