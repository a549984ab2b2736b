// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Drops a file from the kernel's page cache, to read it from the disk.
#pragma once

#include <cstdint>
#include <string_view>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Syncs an open file and drops its pages, so the next reads come from the disk.
// Returns the number of bytes that are still in memory: pages that another
// process maps or reads.  Returns 0 before Linux 6.5, which has no
// cachestat(2), and on file systems without a disk.
//
// Other caches stay: those of a network server, of a file system such as ZFS,
// of the file system under a FUSE mount, and of the disk.
// `name` is for messages.  Throws: std::system_error if the file cannot be
// synced.
std::uint64_t drop_pages(const FileDescriptor& file, std::string_view name);

}  // namespace mtscomp
