// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/view_lookup.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

FoundNode with_parent(FoundNode found, std::uint64_t parent_inode) {
  if (found) {
    found.node->parent = parent_inode;
  }
  return found;
}

FoundNode find_root(const View& view) {
  FoundNode found;
  found.node = std::make_shared<Node>();
  const NodePtr root = view.inodes.find(InodeTable::kRoot);
  found.node->inode = InodeTable::kRoot;
  found.node->source_device = root->source_device;
  found.node->source_inode = root->source_inode;
  found.node->type = root->type;
  found.status = view.tree.status(*root);
  return found;
}

// How long the kernel may cache a name, in seconds.  A header that cannot be
// read may become readable at any moment.
double entry_timeout(const View& view, const Node& node) {
  constexpr double kUnreadable = 1;
  if (node.text) {
    return 0;  // Each look-up makes a new file.
  }
  const bool is_unreadable = node.is_recording() && !node.recording->summary;
  return is_unreadable ? std::min(kUnreadable, view.timeout) : view.timeout;
}

}  // namespace

FoundNode find_in_view(const View& view, const Node& parent,
                       std::uint64_t parent_inode, const std::string& name,
                       const Caller& caller) {
  if (StatusDirectory::owns(parent)) {
    return with_parent(view.status.find(name), parent_inode);
  }
  if (parent_inode == InodeTable::kRoot && name == kStatusDirectoryName) {
    return with_parent(view.status.find(), parent_inode);
  }
  return with_parent(
      view.tree.find(*view.tree.open_directory(parent), name, caller),
      parent_inode);
}

FoundNode find_listed(const View& view, const DirectoryHandle& handle,
                      const std::string& name, const Caller& caller) {
  return with_parent(handle.directory ? view.tree.find(*handle.directory, name,
                                                       caller, handle.names)
                                      : view.status.find(name),
                     handle.inode);
}

FoundNode find_again(const View& view, std::uint64_t inode,
                     const Caller& caller) {
  if (inode == InodeTable::kRoot) {
    return find_root(view);
  }
  const NodePtr node = view.inodes.find_forgotten(inode);
  const NodePtr parent = view.inodes.find_forgotten(node->parent);
  FoundNode found =
      find_in_view(view, *parent, node->parent, node->name(), caller);
  if (!found || !found.node->is_same_file(*node)) {
    throw_system_error(ESTALE, node->path + ": another process replaced it");
  }
  return found;
}

FoundNode find_parent(const View& view, std::uint64_t inode,
                      const Caller& caller) {
  const NodePtr node = view.inodes.find_forgotten(inode);
  return find_again(view, inode == InodeTable::kRoot ? inode : node->parent,
                    caller);
}

DirectoryHandle open_directory(const View& view, std::uint64_t inode,
                               const Caller& caller) {
  const NodePtr node = view.inodes.find(inode);
  DirectoryHandle handle = {
      .inode = inode,
      .directory = nullptr,
      .names = nullptr,
      .entries = {{".", inode, S_IFDIR}, {"..", inode, S_IFDIR}}};
  Listing listing;
  if (StatusDirectory::owns(*node)) {
    listing.entries = view.status.list();
  } else {
    handle.directory = view.tree.open_directory(*node);
    listing = view.tree.list(*handle.directory, caller);
  }
  handle.names = std::move(listing.names);
  handle.entries.insert(handle.entries.end(),
                        std::make_move_iterator(listing.entries.begin()),
                        std::make_move_iterator(listing.entries.end()));
  return handle;
}

struct stat status_in_view(const View& view, const Node& node) {
  if (StatusDirectory::owns(node)) {
    return view.status.status(node);
  }
  struct stat status = view.tree.status(node);
  view.attributes.apply(status);
  return status;
}

fuse_entry_param make_entry(const View& view, FoundNode found) {
  const bool is_status = StatusDirectory::owns(*found.node);
  const double timeout = entry_timeout(view, *found.node);
  const bool is_private = found.is_private;
  if (!is_status) {
    view.attributes.apply(found.status);
  }
  const InodeTable::Remembered known =
      view.inodes.remember(std::move(found.node));
  fuse_entry_param entry = {};
  entry.ino = known.inode;
  entry.attr = found.status;
  if (!is_status) {
    entry.attr.st_ino = known.inode;
  }
  entry.attr_timeout = is_status ? 0 : timeout;
  // The kernel would give one user's result to another user.
  entry.entry_timeout = is_private ? 0 : timeout;
  return entry;
}

}  // namespace mtscomp
