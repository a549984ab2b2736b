// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Restores pairs that interrupted writers of this host left as backups.  The
// names of both files can be missing then, so they are found from the names of
// the backups.  Backups of longer names than kMaxRestorable are skipped
// (partial_name.h).
#pragma once

#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/directory.h"

namespace mtscomp {

// Restores the pairs with backups in one directory: all, or only the one with a
// file of this name.  Pairs that a process is writing are skipped.  Errors are
// logged.
// Throws: std::system_error if the directory cannot be read.
void restore_backups(const Directory& directory, const std::string& name = "");

// Does this for each backup that was found below `root`.  Returns whether there
// was one.
bool restore_backups(const FoundRecordings& found, const std::string& root);

}  // namespace mtscomp
