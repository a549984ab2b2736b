// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A directory that something is mounted on, held by the directory above it: no
// rename of what is above makes it another place.  A mount that does not answer
// is no obstacle.  Thread-safe.
#pragma once

#include <string>

#include "base/mounts/mount_identity.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

class MountPoint {
 public:
  // `path` is absolute and without symlinks.  Throws: std::system_error.
  explicit MountPoint(std::string path);

  const std::string& path() const { return path_; }
  // The directory above.
  const FileDescriptor& descriptor() const { return parent_; }

  // MountEntry::id of what is mounted here on top, or where nothing is, of what
  // the directory lies in.  Throws: std::system_error.
  int mount_id() const;
  // The same as what tells it from the next mount here.
  MountIdentity mount_identity() const;

  // Unmounts what is on top; from those who have files open there, it is only
  // hidden.  Needs the right to mount.  Throws: std::system_error.
  void detach() const;

 private:
  FileDescriptor open_here() const;

  std::string path_;
  std::string name_;  // In parent_.
  FileDescriptor parent_;
};

}  // namespace mtscomp
