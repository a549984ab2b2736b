// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/status_command.h"

#include <fmt/format.h>

#include <cerrno>
#include <span>
#include <system_error>

#include "base/files/file_io.h"
#include "filesystem/view/status_directory.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

// To the end: what has not been written yet has no size.
std::string read_status_file(const std::string& mount_point,
                             std::string_view name) {
  constexpr std::size_t kPiece = std::size_t{64} << 10;
  const std::string path =
      fmt::format("{}/{}/{}", mount_point, kStatusDirectoryName, name);
  const FileDescriptor file = open_for_reading(path);
  std::string text;
  for (std::size_t n_read = kPiece; n_read == kPiece;) {
    const std::size_t start = text.size();
    text.resize(start + kPiece);
    n_read = pread_up_to(file,
                         std::as_writable_bytes(std::span(text)).subspan(start),
                         start, path);
    text.resize(start + n_read);
  }
  return text;
}

}  // namespace

std::string ask_status(const std::string& mount_point) {
  try {
    return read_status_file(mount_point, "status.txt");
  } catch (const std::system_error& error) {
    const int number = error.code().value();
    if (number == ENOENT || number == ENOTDIR) {
      throw UsageError(fmt::format(
          "{}: expected a mount of mtscompfs, found none", mount_point));
    }
    if (number == EACCES) {
      throw UsageError(fmt::format(
          "{}: only root and the user who mounted it may ask", mount_point));
    }
    throw;
  }
}

}  // namespace mtscomp
