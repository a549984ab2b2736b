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
// Extended attribute of a recording in a view.  Its value is the name of the
// data file.
inline constexpr const char* kDataFileAttribute = "user.mtscomp.cbin";

// Whether `name` in `directory` is a mount of mtscompfs, or a mount of a file
// system such as overlayfs that is stacked on a mount of mtscompfs.  Sends no
// request to the daemon of this mount, because this daemon can be the caller.
// Always false before Linux 5.8, which does not report mounts.
bool is_mounted_view(const FileDescriptor& directory, const std::string& name);
bool is_mounted_view(int directory, const char* name);

// Finds out whether the bytes of a file come from a view.  Returns the evidence
// as a clause for a message, or nothing if they do not.  Comparing a file of a
// view with its pair would compare the pair with itself and prove nothing.
//
// Recognises a view and a bind mount of a view.  A file system that is stacked
// on a view, or a network share of a view, is recognised in three cases: it
// forwards extended attributes, it contains the root of the view, or it names a
// layer in the view.  If the mount of a file cannot be determined, the file is
// treated as part of a view.
std::optional<std::string> find_view_behind(const FileDescriptor& file);

}  // namespace mtscomp
