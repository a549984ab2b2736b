// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Unmounts the mount that this process serves.
//
// Root's daemon gives up the right to unmount before it serves.  A helper
// process, forked before that, keeps it.  The helper reads no recording and no
// request, holds two descriptors, and can only unmount this one mount, once.
// It ends with the daemon.  For other users, fusermount3 unmounts.
#pragma once

#include <sys/types.h>

#include <atomic>

#include "base/mounts/mount_identity.h"
#include "filesystem/mounting/mount_point.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

class UnmountHelper {
 public:
  // Requires: this process has just mounted at `place`; no other thread runs.
  // Throws: std::system_error.
  explicit UnmountHelper(MountPoint place);
  UnmountHelper(const UnmountHelper&) = delete;
  UnmountHelper& operator=(const UnmountHelper&) = delete;
  // Like unmount(), and waits for the helper to end.
  // Requires: if the kernel ended the session, unmount_leftover() was called.
  ~UnmountHelper();

  // Unmounts, unless another process has done so.  Open files stay readable.
  // Errors are logged.  Any thread may call this; only the first call has an
  // effect.  Returns false if the mount is still there.
  // Requires: the kernel has not ended the session.
  bool unmount() noexcept;

  // Like unmount(), after the kernel has ended the session.  Usually the mount
  // is gone then, and another may have taken its place.  Only an aborted
  // connection leaves the mount behind.
  void unmount_leftover() noexcept;

 private:
  bool try_to_unmount() noexcept;
  bool is_leftover() const noexcept;
  bool is_mounted() const;
  void ask_helper();
  [[noreturn]] void help(FileDescriptor channel) noexcept;

  MountPoint place_;
  MountIdentity identity_;
  std::atomic<bool> is_done_ = false;
  std::atomic<bool> is_gone_ = false;
  // Only in root's daemon.
  FileDescriptor channel_;
  pid_t helper_ = -1;
};

}  // namespace mtscomp
