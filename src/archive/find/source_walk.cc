// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/find/source_walk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <climits>
#include <cstddef>
#include <system_error>
#include <utility>

#include "base/threads/parallel_loop.h"
#include "mtscomp/base/error.h"
#include "source/address/file_address.h"

namespace mtscomp {
namespace {

EntryType type_of(const SourceEntry& entry) {
  return entry.type == 0 || S_ISREG(entry.type) ? EntryType::kFile
         : S_ISDIR(entry.type)                  ? EntryType::kDirectory
         : S_ISLNK(entry.type)                  ? EntryType::kSymlink
                                                : EntryType::kOther;
}

// A directory of the archive, with the directories below it.
struct ListedDirectory {
  std::string path;
  std::vector<DirectoryEntry> entries = {};
  std::string problem = {};  // If not empty, there are no entries.
  std::vector<ListedDirectory> below = {};
};

void list(const Source& archive, ListedDirectory& directory) {
  const std::string& path = directory.path;
  try {
    if (path.size() > PATH_MAX) {
      directory.problem = fmt::format("{}: the path has {} bytes, more than {}",
                                      address_below(archive.name(), path),
                                      path.size(), PATH_MAX);
      return;
    }
    directory.entries = read_source_directory(archive, path);
  } catch (const FormatError& error) {
    directory.problem = error.what();
  } catch (const std::system_error& error) {
    directory.problem = error.what();
  }
  for (const DirectoryEntry& entry : directory.entries) {
    if (entry.type == EntryType::kDirectory) {
      directory.below.push_back({.path = join_paths(path, entry.name)});
    }
  }
}

// Lists all directories of one depth at once.
ListedDirectory list_tree(const Source& archive) {
  constexpr std::size_t kMostDirectories = 1'000'000;
  ListedDirectory root;
  std::vector<ListedDirectory*> level = {&root};
  std::size_t n_listed = 0;
  ParallelLoop loop(archive.n_parallel_calls());
  while (!level.empty()) {
    loop.run(level.size(), [&](std::size_t i) { list(archive, *level[i]); });
    n_listed += level.size();
    std::vector<ListedDirectory*> next;
    for (ListedDirectory* const directory : level) {
      for (ListedDirectory& below : directory->below) {
        if (n_listed + next.size() < kMostDirectories) {
          next.push_back(&below);
        } else {
          below.problem = fmt::format(
              "{}: not listed, because the archive has more than {} "
              "directories; give the address of a part of it",
              address_below(archive.name(), below.path), kMostDirectories);
        }
      }
    }
    level = std::move(next);
  }
  return root;
}

}  // namespace

std::vector<DirectoryEntry> read_source_directory(const Source& archive,
                                                  const std::string& path) {
  std::vector<DirectoryEntry> entries;
  for (SourceEntry& entry : archive.open_directory(path)->entries()) {
    if (!entry.name.starts_with('.')) {
      const EntryType type = type_of(entry);
      entries.push_back({std::move(entry.name), type});
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& left, const DirectoryEntry& right) {
              return left.name < right.name;
            });
  return entries;
}

void walk_source(const Source& archive, const OnDirectory& on_directory,
                 const OnUnreadable& on_unreadable) {
  const ListedDirectory root = list_tree(archive);
  std::vector<const ListedDirectory*> waiting = {&root};
  while (!waiting.empty()) {
    const ListedDirectory& directory = *waiting.back();
    waiting.pop_back();
    if (!directory.problem.empty()) {
      on_unreadable(directory.problem);
      continue;
    }
    on_directory(directory.path, directory.entries);
    // The first name has to be at the end, where the next one is taken.
    const auto n_before = static_cast<std::ptrdiff_t>(waiting.size());
    for (const ListedDirectory& below : directory.below) {
      waiting.push_back(&below);
    }
    std::reverse(waiting.begin() + n_before, waiting.end());
  }
}

}  // namespace mtscomp
