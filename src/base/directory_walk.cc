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

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/mounted_view.h"

namespace mtscomp {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using DirectoryStream = std::unique_ptr<DIR, CloseDirectory>;

DirectoryStream open_directory(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  DirectoryStream stream(file.is_open() ? ::fdopendir(file.get()) : nullptr);
  if (!stream) {
    throw_errno("open the directory " + path);
  }
  file.release();
  return stream;
}

EntryType ask_type(int directory, const char* name) {
  struct stat status = {};
  if (::fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) {
      return EntryType::kOther;  // It went away.
    }
    throw_errno(std::string("stat ") + name);
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

std::vector<DirectoryEntry> read_directory(const std::string& path) {
  const DirectoryStream directory = open_directory(path);
  std::vector<DirectoryEntry> entries;
  errno = 0;  // The end and an error look the same but for it.
  while (const dirent* const entry = ::readdir(directory.get())) {
    if (entry->d_name[0] != '.') {
      add_entry(entries, ::dirfd(directory.get()), *entry);
    }
    errno = 0;
  }
  if (errno != 0) {
    throw_errno("read the directory " + path);
  }
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& left, const DirectoryEntry& right) {
              return left.name < right.name;
            });
  return entries;
}

std::string join_paths(const std::string& above, const std::string& below) {
  if (above.empty() || below.empty()) {
    return above + below;
  }
  return fmt::format("{}/{}", above, below);
}

void walk_directories(const std::string& root, const OnDirectory& on_directory,
                      const OnUnreadable& on_unreadable) {
  std::vector<std::string> waiting = {""};
  while (!waiting.empty()) {
    const std::string directory = std::move(waiting.back());
    waiting.pop_back();
    std::vector<DirectoryEntry> entries;
    try {
      entries = read_directory(join_paths(root, directory));
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
    // The first by name is to be the next that is taken.
    std::reverse(waiting.begin() + n_before, waiting.end());
  }
}

}  // namespace mtscomp
