// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names of the view, to nodes and what is told the kernel of them: those of the
// source tree, and those of the directory with the mount's status.
#pragma once

#include <string>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/fuse/requests/view.h"
#include "filesystem/fuse/tables/handle_table.h"
#include "filesystem/view/node.h"

namespace mtscomp {

// What the directory `parent`, of this inode number, has under this name for
// this caller.
// Throws: std::system_error.
FoundNode find_in_view(const View& view, const Node& parent,
                       std::uint64_t parent_inode, const std::string& name,
                       const Caller& caller);

// The same for an entry of an open directory.
FoundNode find_listed(const View& view, const DirectoryHandle& handle,
                      const std::string& name, const Caller& caller);

// The node of a number that the kernel may have forgotten, as it is found now;
// or the directory that it is in.
// Throws: std::system_error, with ESTALE if it is not there any more.
FoundNode find_again(const View& view, std::uint64_t inode,
                     const Caller& caller);
FoundNode find_parent(const View& view, std::uint64_t inode,
                      const Caller& caller);

// Opens a directory of the view, with all its names.
// Throws: std::system_error.
DirectoryHandle open_directory(const View& view, std::uint64_t inode,
                               const Caller& caller);

// As the mount shows it now.  Throws: std::system_error.
struct stat status_in_view(const View& view, const Node& node);

// The reply to a look-up.  The kernel knows the node from then on, unless
// fuse_reply_entry() says otherwise.
fuse_entry_param make_entry(const View& view, FoundNode found);

}  // namespace mtscomp
