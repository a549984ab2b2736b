// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_source.h"

#include <unistd.h>

#include <cerrno>
#include <climits>
#include <system_error>
#include <utility>

#include "base/text/hash.h"
#include "mtscomp/base/error.h"
#include "source/http/range_probe.h"
#include "source/http/remote_directory.h"
#include "source/http/remote_file.h"

namespace mtscomp {
namespace {

// Returns the file or directory if a listing has it.
std::optional<RemoteNode> find_listed(const RemoteArchive& archive,
                                      const std::string& path) {
  try {
    return archive.find(path);
  } catch (const std::system_error& error) {
    const int number = error.code().value();
    if (number == ECANCELED || number == ETIMEDOUT) {
      throw;
    }
    return std::nullopt;
  }
}

}  // namespace

RemoteSource::RemoteSource(std::unique_ptr<RemoteStore> store,
                           const RemoteSourceOptions& options,
                           std::unique_ptr<DiskCache> disk_cache)
    : n_connections_(options.n_connections),
      archive_(std::make_shared<RemoteArchive>(
          std::move(store), std::move(disk_cache), options)) {}

std::unique_ptr<const SourceDirectory> RemoteSource::open_directory(
    const std::string& path) const {
  return std::make_unique<const RemoteDirectory>(archive_, path);
}

SourceFilePtr RemoteSource::open_file(const std::string& path) const {
  std::optional<RemoteNode> node = find_listed(*archive_, path);
  if (!node) {
    node = archive_->ask_for(path);
  }
  if (!S_ISREG(node->status.st_mode)) {
    throw_system_error(EINVAL, name() + '/' + path + ": not a regular file");
  }
  return std::make_shared<const RemoteFile>(archive_, path, *node);
}

struct stat RemoteSource::status(const std::string& path) const {
  return archive_->find(path).status;
}

struct stat RemoteSource::open_file_status(const SourceFile& file,
                                           const std::string& path) const {
  return file.status(path);
}

std::string RemoteSource::read_link(const std::string& path) const {
  throw_system_error(EINVAL, name() + '/' + path + ": not a symlink");
}

void RemoteSource::check_access(const std::string& path, int mode) const {
  const mode_t bits = status(path).st_mode;
  const mode_t wanted = ((mode & R_OK) != 0 ? S_IROTH : 0U) |
                        ((mode & W_OK) != 0 ? S_IWOTH : 0U) |
                        ((mode & X_OK) != 0 ? S_IXOTH : 0U);
  if ((bits & wanted) != wanted) {
    throw_system_error(EACCES, name() + '/' + path + ": cannot access");
  }
}

struct statvfs RemoteSource::usage() const {
  struct statvfs usage = {};
  usage.f_bsize = 4096;
  usage.f_frsize = 4096;
  usage.f_fsid = hash_text(name());
  usage.f_flag = ST_RDONLY;
  usage.f_namemax = NAME_MAX;
  return usage;
}

void RemoteSource::probe() const { probe_ranges(*this); }

std::optional<SourceCounters> RemoteSource::counters() const {
  const HttpCounters http = archive_->store().counters();
  SourceCounters counters = {.bytes_fetched = http.bytes_fetched,
                             .requests = http.requests,
                             .retries = http.retries,
                             .throttled = http.throttled,
                             .failures = http.failures,
                             .first_byte = http.first_byte};
  if (const DiskCache* const disk_cache = archive_->disk_cache()) {
    counters.disk_cache = disk_cache->counters();
  }
  return counters;
}

}  // namespace mtscomp
