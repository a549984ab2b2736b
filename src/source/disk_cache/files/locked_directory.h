// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Opens the directory of a disk cache for this process alone.
#pragma once

#include <string>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

struct LockedDirectory {
  Directory directory;
  FileDescriptor lock;  // Closing it ends the lock.
};

// Creates the directory if it does not exist, and locks the file `lock` in it.
// Throws: UsageError if another process has locked it, or if another user owns
// the directory or can write to it; std::system_error.
LockedDirectory open_locked_directory(const std::string& path);

}  // namespace mtscomp
