// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/kernel_readahead.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>

#include <cerrno>
#include <span>
#include <system_error>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_io.h"

namespace mtscomp {

std::string set_kernel_readahead(const std::string& mount_point,
                                 std::uint64_t bytes) {
  constexpr std::uint64_t kKibi = 1024;
  constexpr auto kFuseMagic = 0x65735546;  // FUSE_SUPER_MAGIC
  const FileDescriptor root(
      ::open(mount_point.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct stat status = {};
  struct statfs type = {};
  if (!root.is_open() || ::fstat(root.get(), &status) != 0 ||
      ::fstatfs(root.get(), &type) != 0) {
    return fmt::format("stat {}: {}", mount_point,
                       std::generic_category().message(errno));
  }
  // The mount may be gone already, and what lies below it is not ours.
  if (type.f_type != kFuseMagic) {
    return fmt::format("{}: is not mounted any more", mount_point);
  }
  const std::string path =
      fmt::format("/sys/class/bdi/{}:{}/read_ahead_kb", major(status.st_dev),
                  minor(status.st_dev));
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.is_open()) {
    return fmt::format("open {}: {}", path,
                       std::generic_category().message(errno));
  }
  const std::string text = std::to_string(bytes / kKibi);
  try {
    write_all(file.get(), std::as_bytes(std::span(text)), path);
    return "";
  } catch (const std::system_error& error) {
    return error.what();
  }
}

}  // namespace mtscomp
