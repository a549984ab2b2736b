// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_directory.h"

#include <cerrno>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

struct stat directory_status(const RemoteArchive& archive,
                             const std::string& path) {
  const RemoteNode node = archive.find(path);
  if (!S_ISDIR(node.status.st_mode)) {
    throw_system_error(ENOTDIR, archive.name() + '/' + path);
  }
  return node.status;
}

}  // namespace

RemoteDirectory::RemoteDirectory(std::shared_ptr<const RemoteArchive> archive,
                                 const std::string& path)
    : SourceDirectory(path, directory_status(*archive, path)),
      archive_(std::move(archive)),
      listing_(archive_->listing(path)) {}

std::vector<SourceEntry> RemoteDirectory::entries() const {
  std::vector<SourceEntry> entries;
  entries.reserve(listing_->entries().size());
  for (const RemoteEntry& entry : listing_->entries()) {
    entries.push_back(
        {.name = entry.name,
         .inode = archive_->inode_of(*listing_, path(), entry),
         .type = entry.is_directory ? mode_t{S_IFDIR} : mode_t{S_IFREG}});
  }
  return entries;
}

std::optional<struct stat> RemoteDirectory::status(
    const std::string& name) const {
  const std::optional<RemoteNode> found =
      archive_->find(*listing_, path(), name);
  return found ? std::optional(found->status) : std::nullopt;
}

std::optional<MemberStatus> RemoteDirectory::file_status(
    const std::string& name) const {
  const std::optional<struct stat> found = status(name);
  return found && S_ISREG(found->st_mode)
             ? std::optional<MemberStatus>({.status = *found})
             : std::nullopt;
}

}  // namespace mtscomp
