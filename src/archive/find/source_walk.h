// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Visits the directories of an archive on a server, as walk_directories()
// visits local ones.
#pragma once

#include <string>
#include <vector>

#include "mtscomp/base/directory_walk.h"
#include "source/source.h"

namespace mtscomp {

// Returns the entries of a directory of the archive, sorted by name.  Leaves
// out names that begin with a dot.
// Throws: std::system_error; FormatError if the server's listing is wrong.
std::vector<DirectoryEntry> read_source_directory(const Source& archive,
                                                  const std::string& path);

// Visits the root first, then the directories below the root.  The order
// depends only on the names.  Lists directories with as many requests at once
// as the archive allows, before the first call.  A directory that cannot be
// read is reported to on_unreadable and skipped.  So is one whose path is
// longer than 4096 bytes, because a server can invent directories without end;
// and after a million directories, all further ones.
// Throws: every exception that on_directory or on_unreadable throws.
void walk_source(const Source& archive, const OnDirectory& on_directory,
                 const OnUnreadable& on_unreadable);

}  // namespace mtscomp
