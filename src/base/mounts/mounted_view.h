// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Recognises views and the files in them.  A view is a directory at which
// mtscompfs is mounted and shows an archive.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Name of a directory at the root of a view.  Look-ups find this directory, but
// listings do not contain it.
inline constexpr const char* kStatusDirectoryName = ".mtscompfs";
// Extended attribute of a recording in a view.  The value of the attribute is
// the name of the recording's data file.
inline constexpr const char* kDataFileAttribute = "user.mtscomp.cbin";

// Returns true if a file system is mounted at `name` in `directory`, and this
// file system is mtscompfs or is stacked on a mount of mtscompfs, as overlayfs
// can be.  Sends no request to the daemon of this mount, because this daemon
// can be the caller.  Before Linux 5.8, always returns false, because the
// kernel does not report mounts.
bool is_mounted_view(const FileDescriptor& directory, const std::string& name);
bool is_mounted_view(int directory, const char* name);

// Checks whether a file is in a view.  If it is, returns the evidence as a part
// of a message.  If it is not, returns nothing.  Callers compare plain files
// with their pairs.  If the plain file is in a view, its bytes come from the
// pair, and the comparison proves nothing.
//
// Recognises a view and a bind mount of a view.  A file system that is stacked
// on a view, or a network share of a view, is recognised in three cases: it
// forwards extended attributes, it contains the root of the view, or its mount
// options name a layer in the view.  If the mount of a file cannot be
// determined, the file is treated as part of a view.
std::optional<std::string> find_view_behind(const FileDescriptor& file);

}  // namespace mtscomp
