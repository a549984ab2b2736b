// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Recognises views and the files in them.  A view is a directory at which
// mtscompfs is mounted and shows an archive.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Name of a directory at the root of a view.  Look-ups find it, listings omit
// it.
inline constexpr const char* kStatusDirectoryName = ".mtscompfs";
// Extended attribute of a recording in a view.  Its value is the name of the
// data file.
inline constexpr const char* kDataFileAttribute = "user.mtscomp.cbin";

// Whether `name` in `directory` is a mount of mtscompfs, or of a file system
// that is stacked on one, such as overlayfs.  Sends no request to the daemon of
// this mount, which may be the caller.  Always false before Linux 5.8, which
// does not report mounts.
bool is_mounted_view(const FileDescriptor& directory, const std::string& name);
bool is_mounted_view(int directory, const char* name);

// Returns the evidence that the bytes of a file come from a view, as a clause
// for a message; nothing for other files.  Comparing such a file with its pair
// would compare the pair with itself and prove nothing.
//
// Recognises a view and a bind mount of one.  A file system that is stacked on
// a view, or a network share of a view, is recognised if it forwards extended
// attributes, contains the root of the view, or names a layer in the view.  If
// the mount of a file cannot be determined, the file is treated as part of a
// view.
std::optional<std::string> find_view_behind(const FileDescriptor& file);

}  // namespace mtscomp
