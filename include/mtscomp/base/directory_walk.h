// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Visits every directory below a root and reads each once.  The type of an
// entry comes from readdir(3), without a stat(2) for each file, so a tree of
// many small files is read fast.
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

// Type of an entry of a directory with the descriptor `directory`.  `d_type` is
// the type from readdir(3).  If it is DT_UNKNOWN, fstatat(2) is called; an
// entry that no longer exists is then kOther.
// Throws: std::system_error if fstatat(2) fails for another reason.
EntryType entry_type(int directory, const char* name, unsigned char d_type);

// Entries of a directory, sorted by name.  Names that begin with a dot are left
// out (snapshots of file servers, trash, macOS metadata).  Directories at which
// mtscompfs is mounted are left out too, since they show files of an archive
// again.
// Throws: std::system_error.
std::vector<DirectoryEntry> read_directory(const Directory& directory);

// All names except "." and "..", in any order.  Throws: std::system_error.
std::vector<std::string> names_of(const Directory& directory);

// Joins two paths with a slash.  If one is empty, returns the other.
std::string join_paths(const std::string& above, const std::string& below);

// `directory` is relative to the root: empty for the root itself, then "a",
// "a/b".
using OnDirectory = std::function<void(
    const std::string& directory, const std::vector<DirectoryEntry>& entries)>;
using OnUnreadable = std::function<void(const std::string& message)>;

// Visits the root first, then the directories below it, in an order that
// depends only on the names.  Symlinks are entries and are never followed, even
// if a directory is replaced by one during the walk.  A directory that cannot
// be read is reported to on_unreadable and skipped.
// Throws: exceptions of the two functions.
void walk_directories(const Directory& root, const OnDirectory& on_directory,
                      const OnUnreadable& on_unreadable);

}  // namespace mtscomp
