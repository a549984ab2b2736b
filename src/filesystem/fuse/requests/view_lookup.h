// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Looks up names of the view, in the source tree and in the directory with the
// mount's status, and makes the replies for the kernel.
#pragma once

#include <string>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/fuse/requests/view.h"
#include "filesystem/fuse/tables/handle_table.h"
#include "filesystem/view/node.h"

namespace mtscomp {

// Finds the name in the directory `parent`, which has this inode number, as
// this caller sees it.  Empty if there is no such name.
// Throws: std::system_error.
FoundNode find_in_view(const View& view, const Node& parent,
                       std::uint64_t parent_inode, const std::string& name,
                       const Caller& caller);

// Like find_in_view(), for an entry of an open directory.
FoundNode find_listed(const View& view, const DirectoryHandle& handle,
                      const std::string& name, const Caller& caller);

// Looks up the node of an inode number again, or its directory.  The kernel may
// have forgotten the number.
// Throws: std::system_error, with ESTALE if the node is gone.
FoundNode find_again(const View& view, std::uint64_t inode,
                     const Caller& caller);
FoundNode find_parent(const View& view, std::uint64_t inode,
                      const Caller& caller);

// Opens and lists a directory of the view.
// Throws: std::system_error.
DirectoryHandle open_directory(const View& view, std::uint64_t inode,
                               const Caller& caller);

// The node's status as the mount shows it now.
// Throws: std::system_error.
struct stat status_in_view(const View& view, const Node& node);

// The reply to a look-up.  Counts one look-up of the node, which the caller
// must take back if fuse_reply_entry() returns -ENOENT.
fuse_entry_param make_entry(const View& view, FoundNode found);

}  // namespace mtscomp
