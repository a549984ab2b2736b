// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/find/source_walk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <climits>
#include <cstddef>
#include <optional>
#include <system_error>
#include <utility>

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

// Returns nothing if the directory cannot be read.
std::optional<std::vector<DirectoryEntry>> try_to_read(
    const Source& archive, const std::string& directory,
    const OnUnreadable& on_unreadable) {
  try {
    if (directory.size() <= PATH_MAX) {
      return read_source_directory(archive, directory);
    }
    on_unreadable(fmt::format("{}: the path has {} bytes, more than {}",
                              address_below(archive.name(), directory),
                              directory.size(), PATH_MAX));
  } catch (const FormatError& error) {
    on_unreadable(error.what());
  } catch (const std::system_error& error) {
    on_unreadable(error.what());
  }
  return std::nullopt;
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
  std::vector<std::string> waiting = {""};
  while (!waiting.empty()) {
    const std::string directory = std::move(waiting.back());
    waiting.pop_back();
    const std::optional<std::vector<DirectoryEntry>> entries =
        try_to_read(archive, directory, on_unreadable);
    if (!entries) {
      continue;
    }
    on_directory(directory, *entries);
    const auto n_before = static_cast<std::ptrdiff_t>(waiting.size());
    for (const DirectoryEntry& entry : *entries) {
      if (entry.type == EntryType::kDirectory) {
        waiting.push_back(join_paths(directory, entry.name));
      }
    }
    // The first name has to be at the end, where the next one is taken.
    std::reverse(waiting.begin() + n_before, waiting.end());
  }
}

}  // namespace mtscomp
