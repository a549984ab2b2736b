// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Status of files of a local source, as the source reports it.
#pragma once

#include <sys/stat.h>

#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "source/local/local_root.h"

namespace mtscomp {

// Returns the status of the file at `path`.  Does not follow symlinks.
// Throws: std::system_error.
struct stat local_status(const LocalRoot& root, const std::string& path);

// Returns the status of an open file.  If LocalSourceOptions::respect_acls is
// true, the permissions are limited by the ACL of the file.  `path` is used in
// messages.
// Throws: std::system_error.
struct stat local_status(const LocalRoot& root, const FileDescriptor& file,
                         const std::string& path);

}  // namespace mtscomp
