// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Cleans up after a killed writer of this host.  Restores the older pair, or
// removes its backups if the new pair is complete.
#pragma once

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {

// Whether recover_as_writer() has something to clean up: a backup, or a .cbin
// whose .ch exists only as a partial file.  If partial files of both exist, the
// killed writer published neither, and an existing .cbin is from another
// writer.
// Throws: std::system_error.
bool is_left_by_killed_writer(const FileLocation& cbin, const FileLocation& ch);

// Finishes the work of an interrupted writer of this host: restores the backups
// of the older pair, or removes them if the new pair is complete.  Does neither
// if another file is in the way.
// Throws: BusyError if a process writes the pair; UsageError if an older file
// cannot be restored; std::system_error.
void recover_pair(const FileLocation& cbin, const FileLocation& ch);

// Like recover_pair(), but the calling process is the writer of `cbin`.  Also
// removes all other files that interrupted writers of this host left, including
// a .cbin that was published without its .ch.
void recover_as_writer(const OutputFile& cbin, const FileLocation& ch);

}  // namespace mtscomp
