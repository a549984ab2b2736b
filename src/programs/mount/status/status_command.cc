// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/status_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <system_error>

#include "base/files/file_io.h"
#include "filesystem/view/status_directory.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMaxStatus = std::size_t{16} << 20;

// A mount without allow_other refuses root too.
std::string explain_refusal(const std::string& mount_point) {
  return ::geteuid() == 0
             ? fmt::format(
                   "{}: another user mounted it without allow_other or "
                   "allow_root, so root cannot read its status; run this "
                   "command as "
                   "that user",
                   mount_point)
             : fmt::format(
                   "{}: only root and the user who mounted it can read its "
                   "status",
                   mount_point);
}

}  // namespace

std::string ask_status(const std::string& mount_point) {
  try {
    const std::string path =
        fmt::format("{}/{}/status.txt", mount_point, kStatusDirectoryName);
    return read_text(open_for_reading(path), kMaxStatus, path);
  } catch (const std::system_error& error) {
    const int number = error.code().value();
    if (number == ENOENT || number == ENOTDIR) {
      throw UsageError(
          fmt::format("{}: not a mount of mtscompfs", mount_point));
    }
    if (number == EACCES) {
      throw UsageError(explain_refusal(mount_point));
    }
    throw;
  }
}

}  // namespace mtscomp
