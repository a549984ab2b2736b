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

RemoteFile::RemoteFile(std::shared_ptr<const RemoteArchive> archive,
                       std::string path, const RemoteNode& node)
    : archive_(std::move(archive)),
      path_(std::move(path)),
      status_(node.status),
      version_(node.version) {}

std::size_t RemoteFile::read_up_to(std::uint64_t offset,
                                   std::span<std::byte> bytes,
                                   std::string_view name) const {
  const auto size = static_cast<std::uint64_t>(status_.st_size);
  if (offset >= size || bytes.empty()) {
    return 0;
  }
  const std::size_t n_bytes =
      std::min<std::uint64_t>(bytes.size(), size - offset);
  fetch(offset, bytes.first(n_bytes), name);
  return n_bytes;
}

void RemoteFile::fetch(std::uint64_t offset, std::span<std::byte> bytes,
                       std::string_view name) const {
  const RemoteVersion expected = version();
  try {
    complete_version(archive_->store().read(path_, offset, bytes, expected,
                                            archive_->stop_token()));
  } catch (const VersionChangedError&) {
    archive_->note_change(path_, expected);
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
        throw VersionChangedError(
            archive_->name() + '/' + path_ +
            ": the server replaced the file during a read; open it again");
      }
      return;
    }
    version_ = answer;
    is_complete_ = true;
  }
  archive_->note_version(path_, answer);
}

}  // namespace mtscomp
