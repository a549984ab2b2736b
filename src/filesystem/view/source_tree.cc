// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/source_tree.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <optional>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/files/file_io.h"
#include "filesystem/view/lister.h"
#include "filesystem/view/status_directory.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

FoundNode make_passing(std::string path, const struct stat& status) {
  FoundNode found;
  found.node = std::make_shared<Node>();
  found.node->path = std::move(path);
  found.node->inode = shown_inode(status.st_dev, status.st_ino);
  found.node->source_device = status.st_dev;
  found.node->source_inode = status.st_ino;
  found.node->type = status.st_mode & S_IFMT;
  found.status = status;
  found.status.st_ino = found.node->inode;
  return found;
}

// A directory is known by its path, not by its inode number.  The source may
// have been replaced (held_directory.h), and some file systems, such as
// overlayfs, give a directory a new number after the kernel forgot it.
bool is_file_of(const Node& node, const struct stat& status) {
  if (node.is_directory()) {
    return S_ISDIR(status.st_mode);
  }
  return status.st_dev == node.source_device &&
         status.st_ino == node.source_inode;
}

// The path of a node may be gone while the file has another name.  On ESTALE
// the kernel looks up the caller's name again and repeats the request for the
// node that it finds.
template <typename Action>
auto at_path_of(const Node& node, const Action& action) {
  try {
    return action();
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT || error.code().value() == ENOTDIR) {
      throw_system_error(ESTALE,
                         node.path + ": another process removed or renamed it");
    }
    throw;
  }
}

FileDescriptor open_path(const LocalRoot& root, const Node& node) {
  return at_path_of(node, [&] {
    return root.open(node.path, O_PATH | O_NOFOLLOW, Symlinks::kFollowInside);
  });
}

bool is_of_pair(const PairNames& pair, const PairNames::Data& data,
                const std::string& name) {
  return name == data.cbin || name == pair.ch || name == pair.meta;
}

std::string describe_orphan(const std::string& path,
                            const NameIndex::Orphan& orphan) {
  const std::string reason =
      fmt::format("{}: not shown as a recording: its header {} is missing",
                  path, orphan.ch);
  return orphan.similar.empty()
             ? reason
             : fmt::format("{}; rename {} if it is that header", reason,
                           orphan.similar);
}

}  // namespace

SourceTree::SourceTree(TreeOptions options, HeaderCache& catalog)
    : options_(std::move(options)),
      root_(options_.source),
      catalog_(catalog),
      pairs_(root_, options_.limits, catalog, problems_) {}

NodePtr SourceTree::root() const {
  return make_passing("", file_status(*root_.descriptor(), "the source")).node;
}

LocalDirectory SourceTree::open_directory(const Node& directory) const {
  return {root_, directory.path};
}

FoundNode SourceTree::find(const LocalDirectory& directory,
                           const std::string& name, const Caller& caller,
                           NameIndexPtr names) const {
  if (is_hidden(directory, name)) {
    return {};
  }
  if (!is_recording_name(name)) {
    return find_passing(directory, name, name);
  }
  if (!names) {
    names = names_of(directory);
  }
  const PairNames* const pair = names->find(name);
  const FoundPair found =
      pair != nullptr ? pairs_.find(directory, *pair, caller) : FoundPair();
  FoundNode result = found ? find_beside(directory, name, *pair, found)
                           : find_passing(directory, name, name);
  result.is_private = found.is_private;
  return result;
}

FoundNode SourceTree::find_beside(const LocalDirectory& directory,
                                  const std::string& name,
                                  const PairNames& pair,
                                  const FoundPair& found) const {
  for (const PairNames::Alias& alias : pair.aliases(*found.data)) {
    if (alias.shown == name) {
      return find_passing(directory, name, alias.file);
    }
  }
  if (is_of_pair(pair, *found.data, name)) {
    return {};
  }
  if (name == found.data->shown && found.data->real.empty()) {
    return {found.node, found.node->recording->status};
  }
  return find_passing(directory, name, name);
}

FoundNode SourceTree::find_passing(const LocalDirectory& directory,
                                   const std::string& shown_name,
                                   const std::string& file) const {
  const std::optional<struct stat> status = directory.status(file);
  if (!status) {
    return {};
  }
  FoundNode found = make_passing(directory.path_of(file), *status);
  if (shown_name != file) {
    found.node->shown_name = shown_name;
  }
  return found;
}

Listing SourceTree::list(const LocalDirectory& directory,
                         const Caller& caller) const {
  const std::vector<SourceEntry> entries = directory.entries();
  Listing listing;
  listing.names =
      names_.read_again(directory.own_status(), NameIndexCache::Clock::now(),
                        [&] { return index(directory, entries); });
  Lister lister(directory.device(), entries);
  for (const PairNames& pair : listing.names->pairs()) {
    if (const FoundPair found = pairs_.find(directory, pair, caller)) {
      lister.add_pair(pair, found);
    }
  }
  for (const SourceEntry& entry : entries) {
    if (!is_hidden(directory, entry.name)) {
      lister.add_passing(entry);
    }
  }
  listing.entries = lister.take();
  return listing;
}

NameIndexPtr SourceTree::names_of(const LocalDirectory& directory) const {
  return names_.find_or_read(
      directory.own_status(), NameIndexCache::Clock::now(),
      [&] { return index(directory, directory.entries()); });
}

NameIndexPtr SourceTree::index(const LocalDirectory& directory,
                               const std::vector<SourceEntry>& entries) const {
  auto names = std::make_shared<const NameIndex>(entries, options_.naming);
  for (const NameIndex::Collision& collision : names->collisions()) {
    const std::string path =
        root_.path() + '/' + directory.path_of(collision.ch);
    problems_.add(path,
                  fmt::format("{}: shown with its UUID, because the name {} is "
                              "not unique",
                              path, collision.name));
  }
  for (const NameIndex::Orphan& orphan : names->orphans()) {
    const std::string path =
        root_.path() + '/' + directory.path_of(orphan.cbin);
    problems_.add(path, describe_orphan(path, orphan));
  }
  return names;
}

bool SourceTree::is_hidden(const LocalDirectory& directory,
                           const std::string& name) const {
  return (directory.path().empty() && name == kStatusDirectoryName) ||
         (!options_.hidden_path.empty() &&
          directory.path_of(name) == options_.hidden_path);
}

struct stat SourceTree::status(const Node& node) const {
  if (node.is_recording()) {
    return node.recording->status;
  }
  struct stat status =
      at_path_of(node, [&] { return source_status(root_, node.path); });
  if (!is_file_of(node, status)) {
    throw_system_error(ESTALE, node.path + ": another process replaced it");
  }
  status.st_ino = node.inode;
  return status;
}

struct stat SourceTree::open_file_status(const FileDescriptor& file,
                                         const Node& node) const {
  return source_status(root_, file, node.path);
}

std::shared_ptr<const Recording> SourceTree::open_recording(
    const Node& node) const {
  return at_path_of(node, [&] { return pairs_.open(node); });
}

FileDescriptor SourceTree::open_file(const Node& node) const {
  FileDescriptor file =
      at_path_of(node, [&] { return open_source_file(root_, node.path); });
  if (!is_file_of(node, file_status(file, node.path))) {
    throw_system_error(ESTALE, node.path + ": another process replaced it");
  }
  return file;
}

std::string SourceTree::read_link(const Node& node) const {
  const FileDescriptor link = open_path(root_, node);
  std::string target(PATH_MAX, '\0');
  const ssize_t size =
      ::readlinkat(link.get(), "", target.data(), target.size());
  if (size < 0) {
    throw_errno(node.path + ": cannot read the link");
  }
  target.resize(static_cast<std::size_t>(size));
  return target;
}

void SourceTree::check_access(const Node& node, int mode) const {
  if ((mode & W_OK) != 0) {
    throw_system_error(EROFS, node.path + ": cannot write");
  }
  const FileDescriptor file = open_path(root_, node);
  // Kernels before 5.8 reject the flag with EINVAL; open() checks access then.
  if (::faccessat(file.get(), "", mode, AT_EMPTY_PATH) != 0 &&
      errno != EINVAL) {
    throw_errno(node.path + ": cannot access");
  }
}

void SourceTree::note_failure(const Recording& recording,
                              const std::exception_ptr& error) const noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const CorruptChunkError& damage) {
    // If there is no memory to keep it, the log still has it.
    try {
      problems_.keep(recording.name(), damage.what());
    } catch (const std::bad_alloc&) {
    }
  } catch (...) {
  }
}

void SourceTree::forget() {
  names_.clear();
  catalog_.clear();
  problems_.clear();
}

}  // namespace mtscomp
