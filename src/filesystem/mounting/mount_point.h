// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A mount point, and the right to mount there.
#pragma once

#include <string>

#include "base/mounts/mount_identity.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// A directory with a mount on it.  A descriptor of its parent directory is kept
// open, so it stays valid if a directory further up is renamed.  Works even if
// the mount's daemon does not answer.  Thread-safe.
class MountPoint {
 public:
  // `path` is absolute and without symlinks.  Throws: std::system_error.
  explicit MountPoint(std::string path);

  const std::string& path() const { return path_; }
  // The parent directory.
  const FileDescriptor& descriptor() const { return parent_; }

  // MountEntry::id of the topmost mount here; without one, of the mount that
  // contains the directory.  Throws: std::system_error.
  int mount_id() const;
  // Identity of that mount; a later mount here has another one.
  MountIdentity mount_identity() const;

  // Unmounts the topmost mount here.  Open files stay readable.  Requires the
  // right to mount.  Throws: std::system_error.
  void detach() const;

 private:
  FileDescriptor open_here() const;

  std::string path_;
  std::string name_;  // In parent_.
  FileDescriptor parent_;
};

// Claims a mount point: of two mtscompfs that start there at the same time,
// only one gets the claim.  The claim ends when the result is closed.
//
// The claim is a socket in the abstract namespace, named after the device and
// the inode of the mount point.  A lock on the mount point itself could be held
// by every user who can open that directory.  A socket shows its owner's user
// ID, so a claim by an unrelated user is ignored.
//
// Returns a closed descriptor if the system allows no such socket or another
// user holds its name.  Then nothing prevents a second mount.
// Throws: UsageError if another process of this user or of root holds the
// claim; std::system_error.
FileDescriptor claim_mount_point(const std::string& mount_point);

}  // namespace mtscomp
