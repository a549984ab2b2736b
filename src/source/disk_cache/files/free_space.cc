// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/free_space.h"

#include <algorithm>

namespace mtscomp {
namespace {

// Some file systems report 0 or blocks of several megabytes, which are not
// units of allocation.
std::uint64_t block_size(const struct statvfs& usage) {
  constexpr std::uint64_t kLeast = 4096;
  constexpr std::uint64_t kMost = 65536;
  return std::clamp<std::uint64_t>(usage.f_frsize, kLeast, kMost);
}

}  // namespace

std::uint64_t allocated_size(std::uint64_t size, const struct statvfs& usage) {
  const std::uint64_t block = block_size(usage);
  return (size + block - 1) / block * block;
}

std::uint64_t allocated_size(const struct stat& file,
                             const struct statvfs& usage) {
  constexpr std::uint64_t kSector = 512;
  return std::max(
      allocated_size(static_cast<std::uint64_t>(file.st_size), usage),
      static_cast<std::uint64_t>(file.st_blocks) * kSector);
}

std::uint64_t missing_space(const struct statvfs& usage, unsigned percent_free,
                            std::uint64_t needed) {
  constexpr std::uint64_t kPercent = 100;
  const std::uint64_t total = usage.f_blocks * usage.f_frsize;
  if (total == 0) {
    return 0;
  }
  const std::uint64_t available = usage.f_bavail * usage.f_frsize;
  const std::uint64_t wanted = total / kPercent * percent_free + needed;
  return wanted - std::min(wanted, available);
}

}  // namespace mtscomp
