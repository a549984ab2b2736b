// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/recording_finder.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "archive/find/source_walk.h"
#include "base/files/output/partial_name.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "source/address/file_address.h"
#include "source/address/open_source.h"
#include "source/http/url/url.h"

namespace mtscomp {
namespace {

bool is_partial_file(std::string_view name) {
  return name.ends_with(".cbin_tmp") ||
         name.find(".cbin.partial") != std::string_view::npos ||
         (name.find(".partial-") != std::string_view::npos &&
          name.find(".c") < name.find(".partial-"));
}

void add_work_in_progress(const std::string& directory, const std::string& name,
                          FoundRecordings& found) {
  if (is_backup_name(name)) {
    found.backups.push_back(join_paths(directory, name));
  } else if (is_partial_file(name)) {
    found.partial_files.push_back(join_paths(directory, name));
  }
}

bool is_kept_of(std::string_view kept, std::string_view name) {
  return !name.empty() && is_partial_name(kept, name);
}

void mark_backups(std::vector<RecordingFiles>& recordings,
                  const std::vector<DirectoryEntry>& entries) {
  for (const DirectoryEntry& entry : entries) {
    if (is_backup_name(entry.name)) {
      for (RecordingFiles& files : recordings) {
        files.has_backup |= is_kept_of(entry.name, files.cbin_name) ||
                            is_kept_of(entry.name, files.ch_name);
      }
    }
  }
}

// The tree that is searched: a local directory or an archive on a server.
struct Tree {
  std::string root;
  std::optional<Directory> directory = {};
  std::shared_ptr<Source> archive = {};

  std::string path_of(const std::string& relative) const {
    return archive ? address_below(root, relative) : join_paths(root, relative);
  }
};

void place(std::vector<RecordingFiles>& recordings, const Tree& tree,
           const std::string& relative) {
  for (RecordingFiles& files : recordings) {
    files.relative = relative;
    files.directory = tree.path_of(relative);
    files.tree = tree.directory;
    files.archive = tree.archive;
  }
}

void add_directory(const Tree& tree, const std::string& relative,
                   const std::vector<DirectoryEntry>& entries,
                   FoundRecordings& found) {
  std::vector<RecordingFiles> here = find_recordings_in(entries);
  mark_backups(here, entries);
  place(here, tree, relative);
  std::move(here.begin(), here.end(), std::back_inserter(found.recordings));
  for (const DirectoryEntry& entry : entries) {
    add_work_in_progress(tree.path_of(relative), entry.name, found);
  }
}

FoundRecordings find_local_recordings(const std::string& root) {
  FoundRecordings found;
  Tree tree = {.root = root};
  try {
    tree.directory = Directory::open(root);
  } catch (const std::system_error& error) {
    found.unreadable.emplace_back(error.what());
    return found;
  }
  walk_directories(
      *tree.directory,
      [&](const std::string& relative,
          const std::vector<DirectoryEntry>& entries) {
        add_directory(tree, relative, entries, found);
      },
      [&](const std::string& message) { found.unreadable.push_back(message); });
  return found;
}

bool has_name(const std::vector<DirectoryEntry>& entries,
              const std::string& name) {
  return std::any_of(
      entries.begin(), entries.end(),
      [&](const DirectoryEntry& entry) { return entry.name == name; });
}

// Returns nothing if no recording has the file `name`.
std::optional<RecordingFiles> find_named(
    const std::vector<RecordingFiles>& recordings, const std::string& name) {
  for (const RecordingFiles& files : recordings) {
    if (name == files.cbin_name || name == files.raw_name ||
        (files.cbin_name.empty() && name == files.ch_name)) {
      return files;
    }
  }
  // Second pass, because a .ch may belong to several data files: the first pass
  // prefers a recording without a .cbin.
  for (const RecordingFiles& files : recordings) {
    if (name == files.ch_name) {
      return files;
    }
  }
  return std::nullopt;
}

RecordingFiles choose_recording(const std::vector<DirectoryEntry>& entries,
                                const std::string& name, const Tree& tree) {
  std::vector<RecordingFiles> recordings = find_recordings_in(entries);
  place(recordings, tree, "");
  if (std::optional<RecordingFiles> found = find_named(recordings, name)) {
    return *std::move(found);
  }
  std::vector<RecordingFiles> alone(1);
  place(alone, tree, "");
  RecordingFiles& files = alone.front();
  if (const std::optional<std::string> cbin = cbin_name_of(name);
      cbin && !has_name(entries, *cbin) &&
      !has_name(entries, header_name_of(name))) {
    files.raw_name = name;
    return files;
  }
  files.cbin_name = name;
  files.ch_name = header_name_of(name);
  return files;
}

bool means_no_listing(const std::system_error& error) {
  const int number = error.code().value();
  return number == ENOENT || number == ENOTDIR || number == EACCES;
}

// A server that lists no directories can still have the files.
std::vector<DirectoryEntry> list_if_possible(const Source& archive) {
  try {
    return read_source_directory(archive, "");
  } catch (const FormatError&) {
    return {};
  } catch (const std::system_error& error) {
    if (!means_no_listing(error)) {
      throw;
    }
    return {};
  }
}

// The names of the pair that `name` probably belongs to.
std::vector<DirectoryEntry> guess_pair(const std::string& name) {
  std::vector<DirectoryEntry> entries = {{name, EntryType::kFile}};
  if (const std::optional<std::string> stem = header_stem_of(name)) {
    entries.push_back(
        {*stem + std::string(kCbinSuffixes.front()), EntryType::kFile});
  } else if (!is_plain_name(name)) {
    entries.push_back({header_name_of(name), EntryType::kFile});
  }
  return entries;
}

RecordingFiles find_local_recording_of(const std::string& path) {
  const std::filesystem::path parent =
      std::filesystem::path(path).parent_path();
  const std::string root = parent.empty() ? "." : parent.string();
  const std::string name = std::filesystem::path(path).filename();
  const std::vector<DirectoryEntry> entries =
      read_directory(Directory::open(root));
  if (!has_name(entries, name)) {
    throw_system_error(ENOENT, path + ": cannot open");
  }
  return choose_recording(entries, name, {.root = root});
}

}  // namespace

std::string describe_backup(const std::string& path) {
  return path +
         ": backup of an older pair, left by a killed mtscomp-pack or "
         "mtscomp-repack; do not delete it; run that program again on the host "
         "in the file name: it restores the backup, or removes it if the new "
         "pair is complete";
}

FoundRecordings find_recordings(const std::string& root,
                                const RemoteOptions& remote) {
  return is_address(root) ? find_recordings(open_source(root, remote))
                          : find_local_recordings(root);
}

FoundRecordings find_recordings(const std::shared_ptr<Source>& archive) {
  FoundRecordings found;
  const Tree tree = {.root = archive->name(), .archive = archive};
  walk_source(
      *archive,
      [&](const std::string& relative,
          const std::vector<DirectoryEntry>& entries) {
        add_directory(tree, relative, entries, found);
      },
      [&](const std::string& message) { found.unreadable.push_back(message); });
  return found;
}

RecordingFiles find_recording_of(const std::string& path,
                                 const RemoteOptions& remote) {
  if (!is_address(path)) {
    return find_local_recording_of(path);
  }
  const FileAddress address = split_address(path);
  return find_recording_of(open_source(address.archive, remote), address.name);
}

RecordingFiles find_recording_of(const std::shared_ptr<Source>& archive,
                                 const std::string& name) {
  const Tree tree = {.root = archive->name(), .archive = archive};
  std::vector<DirectoryEntry> entries = list_if_possible(*archive);
  if (!has_name(entries, name)) {
    if (drop_uuid(name) != name) {
      throw_system_error(ENOENT, address_below(tree.root, name) +
                                     ": not in the listing of its directory, "
                                     "so the UUID of its .ch is unknown");
    }
    entries = guess_pair(name);
  }
  return choose_recording(entries, name, tree);
}

}  // namespace mtscomp
