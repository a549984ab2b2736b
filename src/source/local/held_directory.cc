// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/held_directory.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <system_error>
#include <utility>

#include "base/directories/open_beneath.h"
#include "base/files/file_io.h"
#include "base/mounts/mount_identity.h"
#include "base/mounts/mount_table.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Opens the path beneath "/" and refuses symlinks.  A symlink that was put into
// the path later could make the daemon serve another directory.
FileDescriptor open_directory(const std::string& path, int flags) {
  FileDescriptor root(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root.is_open()) {
    throw_errno("/: cannot open the directory");
  }
  const std::string relative = "." + path;
  return open_beneath(root, relative, flags | O_DIRECTORY, Symlinks::kRefuse);
}

FileDescriptor open_for_reading(const FileDescriptor& directory,
                                const std::string& path) {
  FileDescriptor opened(
      ::openat(directory.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open()) {
    throw_errno(path + ": cannot open the directory");
  }
  return opened;
}

std::optional<std::string> mount_point_of(const FileDescriptor& directory) {
  const MountTable mounts = read_mount_table();
  const MountEntry* const mount = find_mount(mounts, mount_id_of(directory));
  return mount == nullptr ? std::nullopt : std::optional(mount->mount_point);
}

}  // namespace

HeldDirectory::HeldDirectory(Options options) : options_(std::move(options)) {
  auto directory = std::make_shared<const FileDescriptor>(
      open_directory(options_.path, O_RDONLY));
  mount_point_ = mount_point_of(*directory);
  has_link_count_ = file_status(*directory, options_.path).st_nlink > 0;
  const MutexLock lock(mutex_);
  held_ = std::move(directory);
}

DirectoryPtr HeldDirectory::get() const {
  if (options_.may_open_again && is_due()) {
    look();
  }
  return held();
}

DirectoryPtr HeldDirectory::held() const {
  const MutexLock lock(mutex_);
  return held_;
}

// Returns true once per interval, to one thread.
bool HeldDirectory::is_due() const {
  const Clock::time_point now = Clock::now();
  Clock::rep next = next_look_;
  return now.time_since_epoch().count() >= next &&
         next_look_.compare_exchange_strong(
             next, (now + options_.interval).time_since_epoch().count());
}

void HeldDirectory::look() const {
  try {
    if (!is_gone(*held())) {
      return;
    }
    if (!is_missed_.exchange(true)) {
      spdlog::warn(
          "{}: the directory is gone; the daemon opens it again when it is "
          "back",
          options_.path);
    }
    DirectoryPtr successor = find_successor();
    if (!successor) {
      return;
    }
    {
      const MutexLock lock(mutex_);
      held_.swap(successor);
    }
    is_missed_ = false;
    spdlog::warn("{}: the directory is back and was opened again",
                 options_.path);
  } catch (const std::system_error& error) {
    spdlog::debug("{}", error.what());  // The directory is not back yet.
  }
}

bool HeldDirectory::is_gone(const FileDescriptor& directory) const {
  struct stat status = {};
  if (::fstat(directory.get(), &status) != 0 ||
      (has_link_count_ && status.st_nlink == 0)) {
    return true;
  }
  return mount_point_ &&
         find_mount(read_mount_table(), mount_id_of(directory)) == nullptr;
}

// O_PATH sends no request to the file system at the path, which may be another
// mtscompfs.
DirectoryPtr HeldDirectory::find_successor() const {
  const FileDescriptor found = open_directory(options_.path, O_PATH);
  if (!is_where_it_was(found)) {
    return nullptr;
  }
  return std::make_shared<const FileDescriptor>(
      open_for_reading(found, options_.path));
}

bool HeldDirectory::is_where_it_was(const FileDescriptor& found) const {
  const MountTable mounts = read_mount_table();
  const MountEntry* const mount = find_mount(mounts, mount_id_of(found));
  if (mount == nullptr) {
    return !mount_point_;
  }
  return !is_our_mount(*mount) &&
         (!mount_point_ || mount->mount_point == *mount_point_);
}

}  // namespace mtscomp
