// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The space on a disk that the disk cache uses, and that it leaves free.
#pragma once

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cstdint>

namespace mtscomp {

// Returns the space that a file of `size` bytes takes on the disk, in bytes.
std::uint64_t allocated_size(std::uint64_t size, const struct statvfs& usage);

// Returns the space that a file takes.  File systems with large blocks allocate
// more than the size of the file, and file systems that compress less: then the
// size counts.
std::uint64_t allocated_size(const struct stat& file,
                             const struct statvfs& usage);

// Returns the number of bytes that must be freed before a file of
// `needed` bytes can be written, if `percent_free` percent of the file system
// must stay free.  Returns 0 for file systems that do not report their size.
std::uint64_t missing_space(const struct statvfs& usage, unsigned percent_free,
                            std::uint64_t needed);

}  // namespace mtscomp
