// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/source_tree.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

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

SourceTree::SourceTree(const Source& source, TreeOptions options,
                       HeaderCache& catalog)
    : source_(source),
      options_(std::move(options)),
      catalog_(catalog),
      loop_(source.n_parallel_calls()),
      pairs_(source, options_.limits, catalog, problems_) {}

NodePtr SourceTree::root() const {
  return make_passing("", source_.status("")).node;
}

std::unique_ptr<const SourceDirectory> SourceTree::open_directory(
    const Node& directory) const {
  return source_.open_directory(directory.path);
}

FoundNode SourceTree::find(const SourceDirectory& directory,
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

FoundNode SourceTree::find_beside(const SourceDirectory& directory,
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

FoundNode SourceTree::find_passing(const SourceDirectory& directory,
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

Listing SourceTree::list(const SourceDirectory& directory,
                         const Caller& caller) const {
  const std::vector<SourceEntry> entries = directory.entries();
  Listing listing;
  listing.names =
      names_.read_again(directory.own_status(), NameIndexCache::Clock::now(),
                        [&] { return index(directory, entries); });
  Lister lister(directory.device(), entries);
  add_pairs(lister, directory, listing.names->pairs(), caller);
  for (const SourceEntry& entry : entries) {
    if (!is_hidden(directory, entry.name)) {
      lister.add_passing(entry);
    }
  }
  listing.entries = lister.take();
  return listing;
}

// Reads several headers at the same time if the source is on a server.  The
// nodes of a block are kept at once, so a block is not large.
void SourceTree::add_pairs(Lister& lister, const SourceDirectory& directory,
                           const std::vector<PairNames>& pairs,
                           const Caller& caller) const {
  constexpr std::size_t kBlock = 1024;
  std::vector<FoundPair> found;
  for (std::size_t first = 0; first < pairs.size(); first += kBlock) {
    found.assign(std::min(kBlock, pairs.size() - first), {});
    run_parallel(found.size(), [&](std::size_t i) {
      found[i] = pairs_.find(directory, pairs[first + i], caller);
    });
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i]) {
        lister.add_pair(pairs[first + i], found[i]);
      }
    }
  }
}

NameIndexPtr SourceTree::names_of(const SourceDirectory& directory) const {
  return names_.find_or_read(
      directory.own_status(), NameIndexCache::Clock::now(),
      [&] { return index(directory, directory.entries()); });
}

NameIndexPtr SourceTree::index(const SourceDirectory& directory,
                               const std::vector<SourceEntry>& entries) const {
  auto names = std::make_shared<const NameIndex>(entries, options_.naming);
  for (const NameIndex::Collision& collision : names->collisions()) {
    const std::string path =
        source_.name() + '/' + directory.path_of(collision.ch);
    problems_.add(path,
                  fmt::format("{}: shown with its UUID, because the name {} is "
                              "not unique",
                              path, collision.name));
  }
  for (const NameIndex::Orphan& orphan : names->orphans()) {
    const std::string path =
        source_.name() + '/' + directory.path_of(orphan.cbin);
    problems_.add(path, describe_orphan(path, orphan));
  }
  return names;
}

bool SourceTree::is_hidden(const SourceDirectory& directory,
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
      at_path_of(node, [&] { return source_.status(node.path); });
  if (!is_file_of(node, status)) {
    throw_system_error(ESTALE, node.path + ": another process replaced it");
  }
  status.st_ino = node.inode;
  return status;
}

struct stat SourceTree::open_file_status(const SourceFile& file,
                                         const Node& node) const {
  return source_.open_file_status(file, node.path);
}

std::shared_ptr<const Recording> SourceTree::open_recording(
    const Node& node) const {
  return at_path_of(node, [&] { return pairs_.open(node); });
}

SourceFilePtr SourceTree::open_file(const Node& node) const {
  SourceFilePtr file =
      at_path_of(node, [&] { return source_.open_file(node.path); });
  if (!is_file_of(node, file->status(node.path))) {
    throw_system_error(ESTALE, node.path + ": another process replaced it");
  }
  return file;
}

std::string SourceTree::read_link(const Node& node) const {
  return at_path_of(node, [&] { return source_.read_link(node.path); });
}

void SourceTree::check_access(const Node& node, int mode) const {
  if ((mode & W_OK) != 0) {
    throw_system_error(EROFS, node.path + ": cannot write");
  }
  at_path_of(node, [&] { source_.check_access(node.path, mode); });
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

struct statvfs SourceTree::usage() const {
  return source_.usage();
}

void SourceTree::forget() {
  source_.forget();
  names_.clear();
  catalog_.clear();
  problems_.clear();
}

}  // namespace mtscomp
