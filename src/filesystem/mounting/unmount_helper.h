// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Takes away the mount that this process serves.
//
// A daemon of root gives up the right to do so before it serves.  A process of
// its own keeps that right: it is forked beforehand, reads no recording and no
// request, holds two descriptors, and can do one thing, once: unmount what it
// was made for.  It ends with the daemon.  For other users fusermount3 does it.
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
  // As unmount(), and waits for the process to end.  Requires: where the
  // session has ended by itself, unmount_leftover() was called.
  ~UnmountHelper();

  // Unmounts, unless others have done so; from those who have files open, the
  // mount is only hidden, and they can go on.  What goes wrong is logged.  Any
  // thread may call this; only the first call does something.
  // Returns false if the mount is still to be seen.
  // Requires: the session has not ended by itself.
  bool unmount() noexcept;

  // The same for a session that has ended by itself.  Mostly the mount is gone
  // then, and may have a successor; a connection that was aborted leaves it.
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
  // Of root's daemon alone.
  FileDescriptor channel_;
  pid_t helper_ = -1;
};

}  // namespace mtscomp
