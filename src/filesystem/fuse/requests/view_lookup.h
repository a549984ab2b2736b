// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Looks up names of the view, in the source tree and in the status directory,
// and makes the replies for the kernel.
#pragma once

#include <string>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/fuse/requests/view.h"
#include "filesystem/fuse/tables/handle_table.h"
#include "filesystem/view/node.h"

namespace mtscomp {

// Looks up `name` in the directory `parent`, whose inode number is
// `parent_inode`.  The result can be different for other callers.  Returns an
// empty result if there is no such name.
// Throws: std::system_error.
FoundNode find_in_view(const View& view, const Node& parent,
                       std::uint64_t parent_inode, const std::string& name,
                       const Caller& caller);

// Like find_in_view(), for an entry of an open directory.
FoundNode find_listed(const View& view, const DirectoryHandle& handle,
                      const std::string& name, const Caller& caller);

// find_again() looks up the file of an inode number again.  find_parent() looks
// up the directory that contains this file.  Both functions also work if the
// kernel has recently forgotten the inode number.
// Throws: std::system_error, with ESTALE if the file was removed or replaced.
FoundNode find_again(const View& view, std::uint64_t inode,
                     const Caller& caller);
FoundNode find_parent(const View& view, std::uint64_t inode,
                      const Caller& caller);

// Opens and lists a directory of the view.
// Throws: std::system_error.
DirectoryHandle open_directory(const View& view, std::uint64_t inode,
                               const Caller& caller);

// Returns the current status of the node, as the mount shows it.
// Throws: std::system_error.
struct stat status_in_view(const View& view, const Node& node);

// Returns the reply to a look-up.  Counts one look-up of the node in the inode
// table.  If fuse_reply_entry() returns -ENOENT, the caller must call
// InodeTable::forget() for this look-up.
fuse_entry_param make_entry(const View& view, FoundNode found);

}  // namespace mtscomp
