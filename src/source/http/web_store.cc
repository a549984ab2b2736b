// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/web_store.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"
#include "source/http/transfer/version_changed_error.h"
#include "source/http/web_listing.h"

namespace mtscomp {
namespace {

Url as_directory(Url url) {
  if (!url.path.ends_with('/')) {
    url.path += '/';
  }
  return url;
}

std::string name_of(const Url& root) {
  std::string name = printable(root);
  name.pop_back();
  return name;
}

RemoteListing list_manifest(const Manifest& manifest,
                            const std::string& directory,
                            const std::string& place) {
  std::optional<RemoteListing> listing = manifest.list(directory);
  if (!listing) {
    throw_system_error(manifest.find(directory) ? ENOTDIR : ENOENT, place);
  }
  return *std::move(listing);
}

}  // namespace

WebStore::WebStore(Url url, std::string manifest,
                   const HttpClientOptions& options)
    : root_(as_directory(std::move(url))),
      name_(name_of(root_)),
      manifest_place_(std::move(manifest)),
      client_(options, authority_) {}

RemoteListing WebStore::list(const std::string& directory,
                             const std::stop_token& stop) const {
  const Url url = directory.empty() ? root_ : url_below(root_, directory + '/');
  if (const ManifestPtr manifest = this->manifest(stop)) {
    return list_manifest(*manifest, directory, printable(url));
  }
  try {
    return parse_web_listing(client_.read_all(url, kMaxListingSize, stop));
  } catch (const std::system_error& error) {
    if (error.code().value() != EACCES) {
      throw;
    }
    throw_system_error(
        EACCES, printable(url) +
                    ": the server refuses to list the directory; check the "
                    "credentials, or use a manifest");
  }
}

ManifestPtr WebStore::manifest(const std::stop_token& stop) const {
  {
    const MutexLock lock(mutex_);
    if (knows_manifest_) {
      return manifest_;
    }
  }
  // Several threads may read it at the same time; their results are the same.
  ManifestPtr found = load_manifest(stop);
  const MutexLock lock(mutex_);
  manifest_ = std::move(found);
  knows_manifest_ = true;
  return manifest_;
}

ManifestPtr WebStore::load_manifest(const std::stop_token& stop) const {
  ManifestPtr older;
  {
    const MutexLock lock(mutex_);
    older = manifest_;
  }
  try {
    return manifest_place_.empty()
               ? find_manifest(client_, root_, stop)
               : read_manifest(client_, manifest_place_, stop);
  } catch (const std::exception& error) {
    if (!older || stop.stop_requested()) {
      throw;
    }
    spdlog::warn("cannot read the manifest again, so the last one is used: {}",
                 error.what());
    return older;
  }
}

void WebStore::forget() const noexcept {
  const MutexLock lock(mutex_);
  knows_manifest_ = false;
}

RemoteVersion WebStore::version(const std::string& file,
                                const std::stop_token& stop) const {
  const Url url = url_of(file);
  try {
    RemoteVersion version = client_.read_version(url, stop);
    if (version.size) {
      return version;
    }
  } catch (const std::system_error& error) {
    if (error.code().value() != EIO) {
      throw;
    }
  }
  std::array<std::byte, 1> byte = {};
  RemoteVersion version =
      client_.read_range(url, 0, byte, std::nullopt, {.stop = stop});
  if (!version.size) {
    throw_system_error(
        EIO, printable(url) + ": the server does not tell the file's size");
  }
  return version;
}

RemoteVersion WebStore::read(const std::string& file, std::uint64_t offset,
                             std::span<std::byte> bytes,
                             const std::optional<RemoteVersion>& pinned,
                             const RequestLimits& limits) const {
  return client_.read_range(url_of(file), offset, bytes, pinned, limits);
}

}  // namespace mtscomp
