// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Drops a file from the kernel's page cache, so the next reads of the file come
// from the disk.
#pragma once

#include <cstdint>
#include <string_view>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Syncs an open file and drops its pages.  Returns the number of bytes that
// could not be dropped, because another process maps or reads their pages.
// Returns 0 if the kernel has no cachestat(2) (before Linux 6.5), and on file
// systems without a disk.
//
// Does not change other caches, such as the caches of a network server, of a
// file system such as ZFS, of the file system under a FUSE mount, or of the
// disk.  `name` names the file in messages.  Throws: std::system_error if the
// file cannot be synced.
std::uint64_t drop_pages(const FileDescriptor& file, std::string_view name);

}  // namespace mtscomp
