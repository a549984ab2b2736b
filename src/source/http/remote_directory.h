// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open directory on a server.  Its names are those of the listing when it
// was opened.  Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "source/http/remote_archive.h"
#include "source/source_directory.h"

namespace mtscomp {

class RemoteDirectory : public SourceDirectory {
 public:
  // Throws: std::system_error, with ENOENT or ENOTDIR if there is no such
  // directory.
  RemoteDirectory(std::shared_ptr<const RemoteArchive> archive,
                  const std::string& path);

  std::vector<SourceEntry> entries() const override;
  std::optional<struct stat> status(const std::string& name) const override;
  // There are no links.
  std::optional<MemberStatus> file_status(
      const std::string& name) const override;

 private:
  const std::shared_ptr<const RemoteArchive> archive_;
  const ListingPtr listing_;
};

}  // namespace mtscomp
