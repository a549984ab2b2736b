// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_file.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"
#include "source/http/transfer/version_changed_error.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kLeastCached = std::uint64_t{64} << 10;
constexpr std::uint64_t kMostCached = std::uint64_t{64} << 20;

// A size alone does not show that the file was replaced.
std::string cache_version_of(const RemoteVersion& version) {
  return version.etag.empty() && !version.modified ? "" : version_key(version);
}

}  // namespace

RemoteFile::RemoteFile(std::shared_ptr<const RemoteArchive> archive,
                       std::string path, const RemoteNode& node)
    : archive_(std::move(archive)),
      path_(std::move(path)),
      status_(node.status),
      version_(node.version),
      cache_version_(cache_version_of(node.version)) {}

std::size_t RemoteFile::read_up_to(std::uint64_t offset,
                                   std::span<std::byte> bytes,
                                   std::string_view name) const {
  const auto size = static_cast<std::uint64_t>(status_.st_size);
  if (offset >= size || bytes.empty()) {
    return 0;
  }
  bytes = bytes.first(std::min<std::uint64_t>(bytes.size(), size - offset));
  DiskCache* const cache = archive_->disk_cache();
  std::optional<DiskCacheKey> key = cache_key(offset, bytes.size());
  if (key && cache->find(*key, bytes)) {
    return bytes.size();
  }
  fetch(offset, bytes, name);
  if (!key) {
    key = cache_key(offset, bytes.size());  // The version is complete now.
  }
  if (key) {
    cache->insert(*key, bytes);
  }
  return bytes.size();
}

std::optional<DiskCacheKey> RemoteFile::cache_key(std::uint64_t offset,
                                                  std::size_t size) const {
  const bool is_whole = size == static_cast<std::uint64_t>(status_.st_size);
  if (archive_->disk_cache() == nullptr || size > kMostCached ||
      (size < kLeastCached && !is_whole)) {
    return std::nullopt;
  }
  const MutexLock lock(mutex_);
  if (cache_version_.empty()) {
    return std::nullopt;
  }
  return DiskCacheKey{.source = archive_->name(),
                      .path = path_,
                      .version = cache_version_,
                      .offset = offset,
                      .size = size};
}

void RemoteFile::fetch(std::uint64_t offset, std::span<std::byte> bytes,
                       std::string_view name) const {
  const RemoteVersion expected = version();
  try {
    complete_version(archive_->store().read(path_, offset, bytes, expected,
                                            archive_->stop_token()));
  } catch (const VersionChangedError&) {
    archive_->note_change(path_, status_.st_ino);
    throw;
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      archive_->note_gone(path_);
      throw_system_error(ESTALE,
                         std::string(name) + ": the server has removed it");
    }
    throw;
  }
}

RemoteVersion RemoteFile::version() const {
  const MutexLock lock(mutex_);
  return version_;
}

// Several first reads can run at the same time.  The first answer decides.
void RemoteFile::complete_version(const RemoteVersion& answer) const {
  {
    const MutexLock lock(mutex_);
    if (is_complete_) {
      if (!matches(version_, answer)) {
        refuse_version();
      }
      return;
    }
    version_ = answer;
    is_complete_ = true;
    if (cache_version_.empty()) {
      cache_version_ = cache_version_of(answer);
    }
  }
  if (!archive_->pin(status_.st_ino, answer)) {
    refuse_version();
  }
}

void RemoteFile::refuse_version() const {
  throw VersionChangedError(
      archive_->name() + '/' + path_ +
      ": the file was replaced on the server; open it again");
}

}  // namespace mtscomp
