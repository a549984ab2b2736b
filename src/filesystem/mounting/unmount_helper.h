// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Unmounts the mount that this process serves.
//
// Root's daemon, and a daemon that reads from a server, give up the right to
// unmount before they serve.  A helper process, forked earlier, keeps this
// right.  The helper reads no recordings and no requests.  The helper has two
// open descriptors.  It can only unmount this one mount, and only once.  The
// helper ends when the daemon ends.  Other daemons run fusermount3 instead.
#pragma once

#include <sys/types.h>

#include <atomic>

#include "base/mounts/mount_identity.h"
#include "filesystem/mounting/mount_point.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// The rights that the daemon has while it serves.
enum class DaemonRights {
  kCanRunSetuidPrograms,  // Such as fusermount3.
  kConfined,
};

class UnmountHelper {
 public:
  // Requires: this process must have just mounted at `place`.  No other thread
  // may be running.
  // Throws: std::system_error.
  UnmountHelper(MountPoint place, DaemonRights rights);
  UnmountHelper(const UnmountHelper&) = delete;
  UnmountHelper& operator=(const UnmountHelper&) = delete;
  // Calls unmount(), and waits until the helper has ended.
  // Requires: if the kernel ended the session, unmount_leftover() must have
  // been called before.
  ~UnmountHelper();

  // Unmounts, unless another process has already unmounted.  Open files stay
  // readable.  Errors are logged.  Any thread may call this.  Only the first
  // call has an effect.  Returns true if the mount no longer exists, and false
  // if it still exists.
  // Requires: the kernel must not have ended the session.
  bool unmount() noexcept;

  // Like unmount(), for use after the kernel has ended the session.  The mount
  // is then usually gone, and there may be a new mount on the same directory.
  // The mount still exists only if the FUSE connection was aborted.
  void unmount_leftover() noexcept;

 private:
  bool try_to_unmount() noexcept;
  bool is_leftover() const noexcept;
  bool is_mounted() const;
  void ask_helper();
  [[noreturn]] void help(FileDescriptor channel) noexcept;
  void unmount_with_own_rights() const;

  MountPoint place_;
  MountIdentity identity_;
  std::atomic<bool> is_done_ = false;
  std::atomic<bool> is_gone_ = false;
  // Only confined daemons set the next two members.
  FileDescriptor channel_;
  pid_t helper_ = -1;
};

}  // namespace mtscomp
