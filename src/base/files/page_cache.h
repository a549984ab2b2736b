// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reading from the disk instead of the kernel's page cache.
#pragma once

#include <cstdint>
#include <string_view>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Syncs an open file and drops its pages, so the next reads come from the disk.
// Returns the bytes that the kernel reports to be still in memory: pages that
// another process has mapped, or is reading.  0 without cachestat(2), which is
// in Linux 6.5, and on file systems that have no disk.
//
// The caches of a network server, of a file system such as ZFS, of a FUSE file
// system's own source and of the disk itself are out of reach.
// `name` is for messages.  Throws: std::system_error if the file cannot be
// synced.
std::uint64_t drop_pages(const FileDescriptor& file, std::string_view name);

}  // namespace mtscomp
