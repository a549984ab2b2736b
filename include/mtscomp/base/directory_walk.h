// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Every directory below one, each read once.  What an entry is comes from the
// directory itself: a file is not asked for, so that a tree of many small files
// costs no more than its names.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

enum class EntryType { kFile, kDirectory, kSymlink, kOther };

struct DirectoryEntry {
  std::string name;
  EntryType type = EntryType::kOther;
};

// What readdir(3) told of an entry, or where that is DT_UNKNOWN, what the entry
// is; kOther for one that has gone since.  `directory` is its descriptor.
// Throws: std::system_error if it is there and cannot be asked.
EntryType entry_type(int directory, const char* name, unsigned char d_type);

// Sorted by name.  Names that begin with a dot are left out: snapshots of file
// servers, trash, what macOS keeps beside a file; and so are directories where
// mtscompfs shows an archive, since what is there is in the archive.  Only on
// file systems that do not tell the type, each entry is asked for.
// Throws: std::system_error.
std::vector<DirectoryEntry> read_directory(const Directory& directory);

// All names but "." and "..", in any order.  Throws: std::system_error.
std::vector<std::string> names_of(const Directory& directory);

// With a slash between them, unless one is empty: the root of a walk.
std::string join_paths(const std::string& above, const std::string& below);

// `directory` is relative to the root: empty for the root itself, then "a",
// "a/b".
using OnDirectory = std::function<void(
    const std::string& directory, const std::vector<DirectoryEntry>& entries)>;
using OnUnreadable = std::function<void(const std::string& message)>;

// The root first, then what is below it, in an order that depends on the names
// alone.  Symlinks are entries and are never followed, even if a directory
// becomes one during the walk.  A directory that cannot be read is reported to
// on_unreadable and skipped.
// Throws: what the two functions throw.
void walk_directories(const Directory& root, const OnDirectory& on_directory,
                      const OnUnreadable& on_unreadable);

}  // namespace mtscomp
