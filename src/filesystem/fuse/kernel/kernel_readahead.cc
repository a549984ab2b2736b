// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/kernel_readahead.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <span>
#include <system_error>

#include "base/files/file_io.h"
#include "base/mounts/mount_identity.h"
#include "base/mounts/mount_table.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

// Device number of our mount at `mount_point`.  It comes from the kernel, not
// from the daemon: a daemon that is blocked on its own mount could not be
// killed.
// Throws: std::system_error with ENOTCONN if our mount is gone, because the
// directory below it is not ours.
std::string device_shown_at(const std::string& mount_point) {
  const FileDescriptor root(
      ::open(mount_point.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct statx status = {};
  if (!root.is_open() ||
      ::statx(root.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, 0, &status) !=
          0) {
    throw_errno(mount_point + ": cannot read its device number");
  }
  const MountTable table = read_mount_table();
  const MountEntry* const mount = find_mount(table, mount_id_of(root));
  if (mount == nullptr || !is_our_mount(*mount)) {
    throw_system_error(ENOTCONN, mount_point + ": not mounted any more");
  }
  return fmt::format("{}:{}", status.stx_dev_major, status.stx_dev_minor);
}

void write_readahead(const std::string& device, std::uint64_t bytes) {
  constexpr std::uint64_t kKibi = 1024;
  const std::string path =
      fmt::format("/sys/class/bdi/{}/read_ahead_kb", device);
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.is_open()) {
    throw_errno(path + ": cannot open");
  }
  const std::string text = std::to_string(bytes / kKibi);
  write_all(file.get(), std::as_bytes(std::span(text)), path);
}

}  // namespace

std::string set_kernel_readahead(const std::string& mount_point,
                                 std::uint64_t bytes) {
  try {
    write_readahead(device_shown_at(mount_point), bytes);
    return "";
  } catch (const std::system_error& error) {
    return error.what();
  }
}

}  // namespace mtscomp
