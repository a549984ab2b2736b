// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The modification time of a file, to copy to a file that is made of it.
#pragma once

#include <ctime>
#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Throws: std::system_error; `name` is for the message.
timespec modified_at(const FileDescriptor& file, const std::string& name);

timespec later(const timespec& a, const timespec& b);

// Leaves the access time as it is.  If the file system refuses, the log has a
// warning.  Further writes to the file change the time again.
void set_modified(const FileDescriptor& file, const timespec& time,
                  const std::string& name);

}  // namespace mtscomp
