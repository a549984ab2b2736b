// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A directory that is held open for a long time.  It is opened again by its
// path after it was removed, or after its file system was unmounted or stopped
// responding.  A renamed directory stays open.  Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/mutex.h"

namespace mtscomp {

using DirectoryPtr = std::shared_ptr<const FileDescriptor>;

class HeldDirectory {
 public:
  using Clock = std::chrono::steady_clock;

  struct Options {
    std::string path;  // Absolute, without symlinks.
    // False if the path leads through a mount of this process, which would then
    // wait for itself.
    bool may_open_again = true;
    // Shortest time between two checks whether the directory is gone.
    Clock::duration interval = std::chrono::seconds(1);
  };

  // Throws: std::system_error.
  explicit HeldDirectory(Options options);

  // Returns the directory.  If it is gone and its path leads to another
  // directory, opens that directory and logs this.  The other directory must be
  // in a mount at the same mount point: a directory in the file system below
  // belongs to the unmounted state, not to a returned disk.
  DirectoryPtr get() const;

 private:
  bool is_due() const;
  void look() const;
  DirectoryPtr held() const;
  bool is_gone(const FileDescriptor& directory) const;
  DirectoryPtr find_successor() const;
  bool is_where_it_was(const FileDescriptor& found) const;

  Options options_;
  // Mount point of the mount in which it was opened; nothing if the kernel does
  // not list this mount, as in a chroot whose root is not a mount.
  std::optional<std::string> mount_point_;
  // False on file systems that report no links for all directories.
  bool has_link_count_ = false;
  mutable std::atomic<Clock::rep> next_look_ = 0;
  mutable std::atomic<bool> is_missed_ = false;
  mutable Mutex mutex_;
  mutable DirectoryPtr held_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
