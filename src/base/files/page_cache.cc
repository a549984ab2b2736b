// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/page_cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool has_no_disk(const FileDescriptor& file) {
  struct statfs status = {};
  return ::fstatfs(file.get(), &status) == 0 &&
         (status.f_type == TMPFS_MAGIC || status.f_type == RAMFS_MAGIC);
}

// Bytes of the file in the page cache; 0 if the kernel has no cachestat(2).
std::uint64_t bytes_in_memory(const FileDescriptor& file) {
  constexpr long kCachestat = 451;  // The same on all architectures.
  std::array<std::uint64_t, 2> range = {0, 0};
  std::array<std::uint64_t, 5> counts = {};  // Pages; the first: cached.
  return ::syscall(kCachestat, file.get(), range.data(), counts.data(), 0) == 0
             ? counts[0] * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE))
             : 0;
}

}  // namespace

std::uint64_t drop_pages(const FileDescriptor& file, std::string_view name) {
  if (has_no_disk(file)) {
    return 0;
  }
  // The kernel does not drop pages that are not written yet.
  if (::fsync(file.get()) != 0 && !is_sync_unsupported(errno) &&
      errno != EROFS) {
    throw_errno(fmt::format("{}: cannot sync", name));
  }
  ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  return bytes_in_memory(file);
}

}  // namespace mtscomp
