// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open directory of a local source.  Thread-safe.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "source/local/local_root.h"
#include "source/source_directory.h"

namespace mtscomp {

class LocalDirectory : public SourceDirectory {
 public:
  // Opens the directory at `path`, which is relative to `root`.
  // Requires: `root` must outlive this object.
  // Throws: std::system_error.
  LocalDirectory(const LocalRoot& root, const std::string& path);

  // Mounts of mtscompfs are left out: a request to such a mount could wait for
  // this daemon itself.
  std::vector<SourceEntry> entries() const override;
  std::optional<struct stat> status(const std::string& name) const override;
  std::optional<MemberStatus> file_status(
      const std::string& name) const override;

 private:
  LocalDirectory(const LocalRoot& root, const std::string& path,
                 FileDescriptor directory);
  MemberStatus follow(const std::string& name) const;

  const LocalRoot& root_;
  FileDescriptor directory_;
};

}  // namespace mtscomp
