// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Cleans up after a writer of this host that was killed: the older pair is
// restored, or removed if the new pair is complete.
#pragma once

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {

// Whether recover_as_writer() will clean up: there is a backup, or a .cbin
// whose .ch exists only as a partial file.  If both files of a writer are
// partial, it has published neither, and a .cbin beside them is not its own.
// Throws: std::system_error.
bool is_left_by_killed_writer(const FileLocation& cbin, const FileLocation& ch);

// Ends the work of an interrupted writer of this host: an older pair that it
// had set aside is restored, or removed if the new one is complete.  If another
// file has its place, neither happens.
// Throws: BusyError if a process writes the pair; UsageError if an older file
// cannot be restored; std::system_error.
void recover_pair(const FileLocation& cbin, const FileLocation& ch);

// Does this for a process that is writing `cbin` itself, and removes everything
// else that interrupted writers of this host left, a .cbin included that one of
// them published without its .ch.
void recover_as_writer(const OutputFile& cbin, const FileLocation& ch);

}  // namespace mtscomp
