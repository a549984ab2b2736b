// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/source_tree.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_io.h"
#include "mtscomp/base/hash.h"
#include "mtscomp/filesystem/open_beneath.h"
#include "mtscomp/format/recording_paths.h"

namespace mtscomp {
namespace {

using NameSet = std::unordered_set<std::string_view>;

// A number of our own rather than the source's: those of recordings come from
// a hash, and the two must not meet.
std::uint64_t shown_inode(std::uint64_t device, std::uint64_t inode) {
  return hash_words({device, inode});
}

NodePtr make_passing_node(std::string path, const struct stat& status) {
  auto node = std::make_shared<Node>();
  node->path = std::move(path);
  node->source_device = status.st_dev;
  node->source_inode = status.st_ino;
  node->status = status;
  node->status.st_ino = shown_inode(status.st_dev, status.st_ino);
  return node;
}

FileDescriptor open_root(const std::string& source_path) {
  FileDescriptor root(
      ::open(source_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root.is_open()) {
    throw_errno("open " + source_path);
  }
  return root;
}

FileDescriptor open_path(const FileDescriptor& root, const Node& node) {
  return open_beneath(root, node.path.empty() ? "." : node.path,
                      O_PATH | O_NOFOLLOW, Symlinks::kFollowInside);
}

}  // namespace

SourceTree::SourceTree(const std::string& source_path, std::string hidden_path,
                       PairCatalog& catalog)
    : hidden_path_(std::move(hidden_path)),
      root_(open_root(source_path)),
      pairs_(root_, source_path, catalog) {}

NodePtr SourceTree::root() const {
  return make_passing_node("", file_status(root_, "the source"));
}

SourceDirectory SourceTree::open_directory(const Node& directory) const {
  return {root_, directory.path};
}

NodePtr SourceTree::find(const SourceDirectory& directory,
                         const std::string& name) const {
  if (is_hidden(directory, name)) {
    return nullptr;
  }
  if (const std::optional<struct stat> status = directory.status(name)) {
    return is_pair_member(directory, name)
               ? nullptr
               : make_passing_node(directory.path_of(name), *status);
  }
  const std::optional<std::string> cbin_name = cbin_name_of(name);
  return cbin_name ? pairs_.find(directory, *cbin_name) : nullptr;
}

std::vector<ViewEntry> SourceTree::list(
    const SourceDirectory& directory) const {
  const std::vector<SourceEntry> entries = directory.entries();
  NameSet names;
  for (const SourceEntry& entry : entries) {
    names.insert(entry.name);
  }
  std::vector<ViewEntry> view;
  std::unordered_set<std::string> members;
  for (const SourceEntry& entry : entries) {
    const std::optional<std::string> raw_name = raw_name_of(entry.name);
    if (!raw_name || !names.contains(header_name_of(entry.name))) {
      continue;
    }
    const NodePtr pair = pairs_.find(directory, entry.name);
    if (pair) {
      members.insert({entry.name, header_name_of(entry.name)});
    }
    if (pair && !names.contains(*raw_name)) {
      view.push_back({*raw_name, pair->status.st_ino, S_IFREG});
    }
  }
  for (const SourceEntry& entry : entries) {
    if (!members.contains(entry.name) && !is_hidden(directory, entry.name)) {
      view.push_back({entry.name, shown_inode(directory.device(), entry.inode),
                      entry.type});
    }
  }
  return view;
}

bool SourceTree::is_hidden(const SourceDirectory& directory,
                           const std::string& name) const {
  return !hidden_path_.empty() && directory.path_of(name) == hidden_path_;
}

bool SourceTree::is_pair_member(const SourceDirectory& directory,
                                const std::string& name) const {
  if (raw_name_of(name)) {
    return pairs_.find(directory, name) != nullptr;
  }
  const std::optional<std::string> stem = header_stem_of(name);
  if (!stem) {
    return false;
  }
  return std::any_of(
      kRawSuffixes.begin(), kRawSuffixes.end(), [&](std::string_view suffix) {
        return pairs_.find(directory,
                           *cbin_name_of(*stem + std::string(suffix)));
      });
}

struct stat SourceTree::status(const Node& node) const {
  if (node.is_recording()) {
    return node.status;
  }
  struct stat status = file_status(open_path(root_, node), node.path);
  if (status.st_dev != node.source_device ||
      status.st_ino != node.source_inode) {
    throw_system_error(ESTALE, node.path + ": has been replaced");
  }
  status.st_ino = node.status.st_ino;
  return status;
}

std::shared_ptr<const Recording> SourceTree::open_recording(
    const Node& node) const {
  return pairs_.open(node);
}

FileDescriptor SourceTree::open_file(const Node& node) const {
  return open_source_file(root_, node.path);
}

std::string SourceTree::read_link(const Node& node) const {
  const FileDescriptor link = open_path(root_, node);
  std::string target(PATH_MAX, '\0');
  const ssize_t size =
      ::readlinkat(link.get(), "", target.data(), target.size());
  if (size < 0) {
    throw_errno("readlink " + node.path);
  }
  target.resize(static_cast<std::size_t>(size));
  return target;
}

void SourceTree::check_access(const Node& node, int mode) const {
  if ((mode & W_OK) != 0) {
    throw_system_error(EROFS, "write " + node.path);
  }
  const FileDescriptor file = open_path(root_, node);
  // Kernels before 5.8 do not know the flag; opening the file decides then.
  if (::faccessat(file.get(), "", mode, AT_EMPTY_PATH) != 0 &&
      errno != EINVAL) {
    throw_errno("access " + node.path);
  }
}

}  // namespace mtscomp
