// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/netrc.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

void check_netrc(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status = {};
  if (!file.is_open() || ::fstat(file.get(), &status) != 0) {
    throw UsageError(path + ": cannot open the file with passwords: " +
                     std::generic_category().message(errno));
  }
  constexpr mode_t kForOthers = S_IRWXG | S_IRWXO;
  if ((status.st_mode & kForOthers) != 0) {
    throw UsageError(fmt::format(
        "{}: the file has passwords, but other users have access to it (mode "
        "{:03o}); run: chmod 600 {}",
        path, status.st_mode & 0777, path));
  }
}

}  // namespace mtscomp
