// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A directory that is held open for long, and opened again by its path when
// what is held is gone: it was removed, or its file system was unmounted or
// answers no more.  A directory that is renamed is held on to.  Thread-safe.
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
    // Where the path leads through a mount of this very process, it would wait
    // for itself.
    bool may_open_again = true;
    // How often it is looked whether the directory is gone, at most.
    Clock::duration interval = std::chrono::seconds(1);
  };

  // Throws: std::system_error.
  explicit HeldDirectory(Options options);

  // The directory as it is held now.  Where it is gone and another is at its
  // path, that one, and the log says so.  The other has to lie in a mount at
  // the same mount point: what is beneath that is no disk that came back.
  DirectoryPtr get() const;

 private:
  bool is_due() const;
  void look() const;
  DirectoryPtr held() const;
  bool is_gone(const FileDescriptor& directory) const;
  DirectoryPtr find_successor() const;
  bool is_where_it_was(const FileDescriptor& found) const;

  Options options_;
  // Of the mount in which it was opened; nothing where the kernel does not list
  // that one, as in a chroot whose root is no mount.
  std::optional<std::string> mount_point_;
  // Some file systems say of all directories that they have no links.
  bool has_link_count_ = false;
  mutable std::atomic<Clock::rep> next_look_ = 0;
  mutable std::atomic<bool> is_missed_ = false;
  mutable Mutex mutex_;
  mutable DirectoryPtr held_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
