// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A mount point, and a claim to it: only one mtscompfs at a time mounts there.
#pragma once

#include <string>

#include "base/mounts/mount_identity.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// A directory, with or without a mount on it.  A MountPoint keeps a descriptor
// of the parent directory open, so it stays valid if the parent or a directory
// above is renamed.  All functions work even if the daemon of the mount does
// not answer.  Thread-safe.
class MountPoint {
 public:
  // Requires: `path` must be absolute and contain no symlinks.
  // Throws: std::system_error.
  explicit MountPoint(std::string path);

  const std::string& path() const { return path_; }
  // Returns the descriptor of the parent directory.
  const FileDescriptor& descriptor() const { return parent_; }

  // Returns MountEntry::id of the topmost mount on the directory.  If there is
  // no mount on it, returns the id of the mount that contains the directory.
  // Throws: std::system_error.
  int mount_id() const;
  // Returns the identity of the mount whose id mount_id() returns.  A later
  // mount on the same directory has another identity.
  MountIdentity mount_identity() const;

  // Unmounts the topmost mount on the directory.  Open files stay readable.
  // Requires: the process must have the right to mount.
  // Throws: std::system_error.
  void detach() const;

 private:
  FileDescriptor open_here() const;

  std::string path_;
  std::string name_;  // Name of the directory in parent_.
  FileDescriptor parent_;
};

// Claims a mount point.  If two mtscompfs processes start at the same mount
// point at the same time, only one process gets the claim.  The claim ends when
// the returned descriptor is closed.
//
// The claim is a socket in the abstract namespace, named after the device and
// the inode of the mount point.  A lock on the mount point itself would be
// unsafe, because every user who can open that directory could hold the lock.
// A socket has the user ID of its owner, so a claim by an unrelated user is
// ignored.
//
// Returns a descriptor that is not open if the system allows no such socket, or
// if an unrelated user has a socket with this name.  In both cases, nothing
// prevents a second mount.
// Throws: UsageError if another process of this user or of root has the claim;
// std::system_error.
FileDescriptor claim_mount_point(const std::string& mount_point);

}  // namespace mtscomp
