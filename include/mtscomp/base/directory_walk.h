// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Visits a root directory and every directory below it, and reads every
// directory once.  The types of the entries come from readdir(3).  No stat(2)
// is called for each file, so a tree of many small files is read fast.
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

// Returns the type of the entry `name` in the directory whose descriptor is
// `directory`.  `d_type` is the entry's type from readdir(3).  If `d_type` is
// DT_UNKNOWN, calls fstatat(2).  If the entry no longer exists then, returns
// kOther.
// Throws: std::system_error if fstatat(2) fails although the entry exists.
EntryType entry_type(int directory, const char* name, unsigned char d_type);

// Returns the entries of a directory, sorted by name.  Leaves out names that
// begin with a dot (snapshots of file servers, trash, macOS metadata).  Leaves
// out directories at which mtscompfs is mounted, because such a directory shows
// files of an archive a second time.
// Throws: std::system_error.
std::vector<DirectoryEntry> read_directory(const Directory& directory);

// Returns all names in a directory except "." and "..", in any order.
// Throws: std::system_error.
std::vector<std::string> names_of(const Directory& directory);

// Joins two paths with a slash.  If one path is empty, returns the other path.
std::string join_paths(const std::string& above, const std::string& below);

// Called for every visited directory.  `directory` is the path of this
// directory relative to the root, such as "a/b".  The path of the root is
// empty.
using OnDirectory = std::function<void(
    const std::string& directory, const std::vector<DirectoryEntry>& entries)>;
using OnUnreadable = std::function<void(const std::string& message)>;

// Visits the root first, then the directories below the root.  The order
// depends only on the names.  Symlinks are reported as entries.  They are never
// followed, even if a symlink replaces a directory during the walk.  A
// directory that cannot be read is reported to on_unreadable and skipped.
// Throws: every exception that on_directory or on_unreadable throws.
void walk_directories(const Directory& root, const OnDirectory& on_directory,
                      const OnUnreadable& on_unreadable);

}  // namespace mtscomp
