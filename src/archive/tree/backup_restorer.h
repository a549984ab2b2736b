// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Restores pairs that interrupted writers of this host left as backups.  The
// names of both files can be missing then, so they are found from the names of
// the backups.  Backups of longer names than kMaxRestorable are skipped
// (partial_name.h).
#pragma once

#include <functional>
#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/directory.h"

namespace mtscomp {

// Called with the error message of each pair that cannot be restored.
using OnProblem = std::function<void(const std::string& message)>;

// Restores the pairs with backups in one directory: all, or only the one with a
// file of this name.  Pairs that a process is writing are skipped.
// Throws: std::system_error if the directory cannot be read.
void restore_backups(const Directory& directory, const std::string& name,
                     const OnProblem& on_problem);

// Restores all pairs with backups below `root`, then finds the recordings.
FoundRecordings find_restored(const std::string& root,
                              const OnProblem& on_problem);

}  // namespace mtscomp
