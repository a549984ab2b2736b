// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/directory_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <memory>
#include <system_error>

#include "base/mounts/mounted_view.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using DirectoryStream = std::unique_ptr<DIR, CloseDirectory>;

[[noreturn]] void throw_unreadable(const Directory& directory) {
  const std::string& path = directory.path();
  throw_errno((path.empty() ? "." : path) + ": cannot read the directory");
}

DirectoryStream open_stream(const Directory& directory) {
  FileDescriptor file = directory.open_for_reading();
  DirectoryStream stream(::fdopendir(file.get()));
  if (!stream) {
    throw_unreadable(directory);
  }
  file.release();
  return stream;
}

template <typename Function>
void for_each_entry(const Directory& directory, Function function) {
  const DirectoryStream stream = open_stream(directory);
  errno = 0;  // readdir() returns nullptr at the end and on an error.
  while (const dirent* const entry = ::readdir(stream.get())) {
    function(::dirfd(stream.get()), *entry);
    errno = 0;
  }
  if (errno != 0) {
    throw_unreadable(directory);
  }
}

EntryType ask_type(int directory, const char* name) {
  struct stat status = {};
  if (::fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) {
      return EntryType::kOther;  // It was removed meanwhile.
    }
    throw_errno(std::string(name) + ": cannot read its type");
  }
  return S_ISREG(status.st_mode)   ? EntryType::kFile
         : S_ISDIR(status.st_mode) ? EntryType::kDirectory
         : S_ISLNK(status.st_mode) ? EntryType::kSymlink
                                   : EntryType::kOther;
}

void add_entry(std::vector<DirectoryEntry>& entries, int directory,
               const dirent& found) {
  const char* const name = &found.d_name[0];
  const EntryType type = entry_type(directory, name, found.d_type);
  if (type != EntryType::kDirectory || !is_mounted_view(directory, name)) {
    entries.push_back({name, type});
  }
}

}  // namespace

EntryType entry_type(int directory, const char* name, unsigned char d_type) {
  switch (d_type) {
    case DT_REG:
      return EntryType::kFile;
    case DT_DIR:
      return EntryType::kDirectory;
    case DT_LNK:
      return EntryType::kSymlink;
    case DT_UNKNOWN:
      return ask_type(directory, name);
    default:
      return EntryType::kOther;
  }
}

std::vector<DirectoryEntry> read_directory(const Directory& directory) {
  std::vector<DirectoryEntry> entries;
  for_each_entry(directory, [&](int descriptor, const dirent& entry) {
    if (entry.d_name[0] != '.') {
      add_entry(entries, descriptor, entry);
    }
  });
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& left, const DirectoryEntry& right) {
              return left.name < right.name;
            });
  return entries;
}

std::vector<std::string> names_of(const Directory& directory) {
  std::vector<std::string> names;
  for_each_entry(directory, [&](int /*descriptor*/, const dirent& entry) {
    const std::string name = &entry.d_name[0];
    if (name != "." && name != "..") {
      names.push_back(name);
    }
  });
  return names;
}

std::string join_paths(const std::string& above, const std::string& below) {
  if (above.empty() || below.empty()) {
    return above + below;
  }
  return fmt::format("{}/{}", above, below);
}

void walk_directories(const Directory& root, const OnDirectory& on_directory,
                      const OnUnreadable& on_unreadable) {
  std::vector<std::string> waiting = {""};
  while (!waiting.empty()) {
    const std::string directory = std::move(waiting.back());
    waiting.pop_back();
    std::vector<DirectoryEntry> entries;
    try {
      entries = read_directory(root.open_below(directory));
    } catch (const std::system_error& error) {
      on_unreadable(error.what());
      continue;
    }
    on_directory(directory, entries);
    const auto n_before = static_cast<std::ptrdiff_t>(waiting.size());
    for (const DirectoryEntry& entry : entries) {
      if (entry.type == EntryType::kDirectory) {
        waiting.push_back(join_paths(directory, entry.name));
      }
    }
    // The first name has to be at the end, where the next one is taken.
    std::reverse(waiting.begin() + n_before, waiting.end());
  }
}

}  // namespace mtscomp
