// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Copies the modification time of a file to a file that is derived from it.
#pragma once

#include <ctime>
#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Returns the modification time.  `name` names the file in messages.
// Throws: std::system_error.
timespec modified_at(const FileDescriptor& file, const std::string& name);

timespec later(const timespec& a, const timespec& b);

// Sets the modification time and leaves the access time unchanged.  Logs a
// warning if the file system refuses this.  Later writes to the file change the
// time again.
void set_modified(const FileDescriptor& file, const timespec& time,
                  const std::string& name);

}  // namespace mtscomp
