// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The plain file and the two outputs of one PackJob, with their open
// directories.
#pragma once

#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_location.h"

namespace MTSCOMP_API mtscomp {

struct PackFiles {
  FileLocation raw;
  FileLocation cbin;
  FileLocation ch;
};

// Opens the directories of the three paths.  Creates missing directories of the
// outputs, as mtscomp does.
// Throws: std::system_error.
PackFiles locate_pack_files(const std::string& raw_path,
                            const std::string& cbin_path,
                            const std::string& ch_path);

// Opens the directory of an output.  Creates missing directories.
// Throws: std::system_error.
FileLocation locate_output(const std::string& path);

}  // namespace mtscomp
