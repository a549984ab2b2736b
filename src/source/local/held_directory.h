// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A directory that stays open for a long time.  If the directory was removed,
// or if its file system was unmounted or stopped responding, the path of the
// directory is opened again.  If the directory was renamed, it stays open.
// Thread-safe.
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
    // Must be false if the path leads through a mount of this process.  Opening
    // the path again would then make this process wait for itself.
    bool may_open_again = true;
    // Minimum time between two checks whether the directory is gone.
    Clock::duration interval = std::chrono::seconds(1);
  };

  // Throws: std::system_error.
  explicit HeldDirectory(Options options);

  // Returns the directory.  If the directory is gone and its path leads to a
  // new directory, opens the new directory and logs this.  The new directory is
  // opened only if it is in a mount at the same mount point.  While the disk is
  // unmounted, the path can lead to a directory on the file system under the
  // mount point.  Such a directory is not opened.
  DirectoryPtr get() const;

 private:
  bool is_due() const;
  void look() const;
  DirectoryPtr held() const;
  bool is_gone(const FileDescriptor& directory) const;
  DirectoryPtr find_successor() const;
  bool is_where_it_was(const FileDescriptor& found) const;

  Options options_;
  // Mount point of the mount in which the directory was opened.  Not set if the
  // kernel does not list this mount, as in a chroot whose root is not a mount.
  std::optional<std::string> mount_point_;
  // False if the file system reports 0 links for all directories.
  bool has_link_count_ = false;
  mutable std::atomic<Clock::rep> next_look_ = 0;
  mutable std::atomic<bool> is_missed_ = false;
  mutable Mutex mutex_;
  mutable DirectoryPtr held_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
