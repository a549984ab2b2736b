// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Directories at which mtscompfs shows an archive, met on the way through
// another, or through the same.
#pragma once

#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// The directory at the root of a view that no listing has and every look-up
// finds.
inline constexpr const char* kStatusDirectoryName = ".mtscompfs";
// The extended attribute of a recording in a view: the name of its data file.
inline constexpr const char* kDataFileAttribute = "user.mtscomp.cbin";

// Whether mtscompfs is mounted at this name of a directory, or a file system
// that is stacked on such a mount, as overlayfs can be.  Only the kernel is
// asked, never the daemon of that mount, which may be the caller.
// False where the kernel does not tell: before Linux 5.8.
bool is_mounted_view(const FileDescriptor& directory, const std::string& name);
bool is_mounted_view(int directory, const char* name);

}  // namespace mtscomp
