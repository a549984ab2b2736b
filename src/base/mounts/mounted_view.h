// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Recognises views, the directories at which mtscompfs shows an archive, and
// files in them.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// The directory at the root of a view that look-ups find and listings omit.
inline constexpr const char* kStatusDirectoryName = ".mtscompfs";
// The extended attribute of a recording in a view: the name of its data file.
inline constexpr const char* kDataFileAttribute = "user.mtscomp.cbin";

// Whether mtscompfs is mounted at this name of a directory, or a file system
// that is stacked on such a mount, as overlayfs can be.  Sends no request to
// the daemon of that mount, which may be the caller.  Always false before
// Linux 5.8, which does not report mounts.
bool is_mounted_view(const FileDescriptor& directory, const std::string& name);
bool is_mounted_view(int directory, const char* name);

// The evidence that the bytes of a file come from a view, as a clause for a
// message; nothing for other files.  Comparing such a file with its pair proves
// nothing, since the pair may be compared with itself.
//
// Finds a view and a bind mount of one.  Finds a file system that is stacked on
// a view, or a network share of one, if it forwards extended attributes,
// contains the root of the view, or names a layer in the view.  A file whose
// mount cannot be determined counts as shown.
std::optional<std::string> find_view_behind(const FileDescriptor& file);

}  // namespace mtscomp
