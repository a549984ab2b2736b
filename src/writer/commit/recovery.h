// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Cleans up after a killed writer of this host: restores the older pair, or
// removes it if the new pair is complete.
#pragma once

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {

// Whether recover_as_writer() has something to clean up: a backup, or a .cbin
// whose .ch exists only as a partial file.  If a writer left partial files of
// both, it published neither, and an existing .cbin is from another writer.
// Throws: std::system_error.
bool is_left_by_killed_writer(const FileLocation& cbin, const FileLocation& ch);

// Finishes the work of an interrupted writer of this host: restores the backups
// of the older pair, or removes them if the new pair is complete.  If another
// file is in the way, it does neither.
// Throws: BusyError if a process writes the pair; UsageError if an older file
// cannot be restored; std::system_error.
void recover_pair(const FileLocation& cbin, const FileLocation& ch);

// Like recover_pair(), for a process that is writing `cbin` itself.  It also
// removes all other files that interrupted writers of this host left, including
// a .cbin that was published without its .ch.
void recover_as_writer(const OutputFile& cbin, const FileLocation& ch);

}  // namespace mtscomp
