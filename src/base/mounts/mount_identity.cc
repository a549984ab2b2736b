// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/mounts/mount_identity.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <string>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Defined here because the headers of glibc and Linux can be older than the
// kernel.
constexpr unsigned kUniqueMountId = 0x4000;  // STATX_MNT_ID_UNIQUE

// Returns nothing if the kernel does not report the value or refuses the call.
std::optional<std::uint64_t> ask_kernel(const FileDescriptor& file,
                                        unsigned asked, unsigned told) {
  struct statx status = {};
  const bool is_known =
      ::statx(file.get(), "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, asked,
              &status) == 0 &&
      (status.stx_mask & told) != 0;
  return is_known ? std::optional<std::uint64_t>(status.stx_mnt_id)
                  : std::nullopt;
}

// Before Linux 5.14, a process that is neither dumpable nor root may not read
// its own /proc/self/fdinfo.
int read_mount_id(const FileDescriptor& file) {
  const std::string path = fmt::format("/proc/self/fdinfo/{}", file.get());
  std::ifstream info(path);
  if (!info) {
    throw_errno(path + ": cannot open");
  }
  std::string word;
  int id = 0;
  while (info >> word) {
    if (word == "mnt_id:" && info >> id) {
      return id;
    }
  }
  throw_system_error(ENOENT, path + ": cannot find mnt_id");
}

}  // namespace

MountIdentity mount_identity_of(const FileDescriptor& file) {
  return {.id = mount_id_of(file),
          .unique_id = ask_kernel(file, kUniqueMountId, kUniqueMountId)};
}

// Linux 5.8 and later report the mount ID for every mask.  For another user's
// FUSE mount, the kernel answers only if the mask is empty.
int mount_id_of(const FileDescriptor& file) {
  const std::optional<std::uint64_t> id = ask_kernel(file, 0, STATX_MNT_ID);
  return id ? static_cast<int>(*id) : read_mount_id(file);
}

}  // namespace mtscomp
