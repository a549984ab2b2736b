// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/recording_finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "base/files/output/partial_name.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

void add_pairs(const NameGroup& group,
               std::vector<RecordingFiles>& recordings) {
  for (const std::string& cbin : group.cbins) {
    RecordingFiles files;
    files.cbin_name = cbin;
    files.ch_name = find_partner(group.headers, cbin, group.cbins);
    files.meta_name = find_partner(group.metas, cbin, group.cbins);
    const auto raw = std::find_if(
        group.raws.begin(), group.raws.end(),
        [&](const std::string& name) { return group.stands_for(cbin, name); });
    if (raw != group.raws.end()) {
      files.raw_name = *raw;
    }
    recordings.push_back(std::move(files));
  }
}

bool has(const std::vector<RecordingFiles>& recordings,
         std::string RecordingFiles::*member, const std::string& name) {
  return std::any_of(
      recordings.begin(), recordings.end(),
      [&](const RecordingFiles& files) { return files.*member == name; });
}

void add_raws(const NameGroup& group, std::vector<RecordingFiles>& recordings) {
  for (const std::string& raw : group.raws) {
    RecordingFiles files;
    files.raw_name = raw;
    files.meta_name = find_partner(group.metas, raw, group.raws);
    if (has(recordings, &RecordingFiles::raw_name, raw) ||
        (!is_recording_by_name(raw) && files.meta_name.empty())) {
      continue;
    }
    const std::string header = header_name_of(raw);
    for (const RecordingFiles& other : recordings) {
      if (!other.raw_name.empty() && header_name_of(other.raw_name) == header) {
        files.problem = fmt::format(
            "its header {} would also be the header of {}; move one of the two "
            "recordings to another directory",
            header, other.raw_name);
      }
    }
    for (const std::string& candidate : group.headers) {
      if (candidate == header &&
          !has(recordings, &RecordingFiles::ch_name, header)) {
        files.ch_name = header;
      }
    }
    recordings.push_back(std::move(files));
  }
}

void add_orphans(const NameGroup& group,
                 std::vector<RecordingFiles>& recordings) {
  for (const std::string& header : group.headers) {
    if (!has(recordings, &RecordingFiles::ch_name, header)) {
      RecordingFiles files;
      files.ch_name = header;
      files.meta_name = find_partner(group.metas, header, group.headers);
      recordings.push_back(std::move(files));
    }
  }
}

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

void place(std::vector<RecordingFiles>& recordings, const std::string& root,
           const std::string& relative, const std::optional<Directory>& tree) {
  for (RecordingFiles& files : recordings) {
    files.relative = relative;
    files.directory = join_paths(root, relative);
    files.tree = tree;
  }
}

}  // namespace

std::string RecordingFiles::path_of(const std::string& name) const {
  return name.starts_with('/') ? name : directory + '/' + name;
}

Directory RecordingFiles::open_directory() const {
  return tree ? tree->open_below(relative) : Directory::open(directory);
}

FileLocation RecordingFiles::location_of(const std::string& name) const {
  return name.starts_with('/')
             ? FileLocation(name)
             : FileLocation(open_directory(), name, LastSymlink::kFollow);
}

std::string RecordingFiles::shard_key() const {
  const std::string name =
      raw_name.empty() ? main_name() : header_name_of(raw_name);
  return join_paths(relative, name);
}

std::vector<RecordingFiles> find_recordings_in(
    const std::vector<DirectoryEntry>& entries) {
  NameGroups groups;
  std::set<std::string_view> symlinks;
  for (const DirectoryEntry& entry : entries) {
    if (entry.type == EntryType::kSymlink) {
      symlinks.insert(entry.name);
    }
    // An .npy is skipped.  It is packed only if the user gives its path.
    if ((entry.type == EntryType::kSymlink || entry.type == EntryType::kFile) &&
        !has_suffix(entry.name, kNpySuffix)) {
      add_name(groups, entry.name);
    }
  }
  std::vector<RecordingFiles> recordings;
  for (const auto& [stem, group] : groups) {
    std::vector<RecordingFiles> of_group;
    add_pairs(group, of_group);
    add_raws(group, of_group);
    add_orphans(group, of_group);
    std::move(of_group.begin(), of_group.end(), std::back_inserter(recordings));
  }
  for (RecordingFiles& files : recordings) {
    files.raw_is_symlink = symlinks.contains(files.raw_name);
  }
  return recordings;
}

std::string describe_backup(const std::string& path) {
  return path +
         ": backup of an older pair, left by a killed mtscomp-pack or "
         "mtscomp-repack; do not delete it; run that program again on the host "
         "in the file name: it restores the backup, or removes it if the new "
         "pair is complete";
}

FoundRecordings find_recordings(const std::string& root) {
  FoundRecordings found;
  std::optional<Directory> tree;
  try {
    tree = Directory::open(root);
  } catch (const std::system_error& error) {
    found.unreadable.emplace_back(error.what());
    return found;
  }
  walk_directories(
      *tree,
      [&](const std::string& relative,
          const std::vector<DirectoryEntry>& entries) {
        std::vector<RecordingFiles> here = find_recordings_in(entries);
        mark_backups(here, entries);
        place(here, root, relative, tree);
        std::move(here.begin(), here.end(),
                  std::back_inserter(found.recordings));
        for (const DirectoryEntry& entry : entries) {
          add_work_in_progress(join_paths(root, relative), entry.name, found);
        }
      },
      [&](const std::string& message) { found.unreadable.push_back(message); });
  return found;
}

RecordingFiles find_recording_of(const std::string& path) {
  const std::filesystem::path parent =
      std::filesystem::path(path).parent_path();
  const std::string root = parent.empty() ? "." : parent.string();
  const std::string name = std::filesystem::path(path).filename();
  const std::vector<DirectoryEntry> entries =
      read_directory(Directory::open(root));
  const auto has_entry = [&](const std::string& wanted) {
    return std::any_of(
        entries.begin(), entries.end(),
        [&](const DirectoryEntry& entry) { return entry.name == wanted; });
  };
  if (!has_entry(name)) {
    throw_system_error(ENOENT, path + ": cannot open");
  }
  std::vector<RecordingFiles> recordings = find_recordings_in(entries);
  place(recordings, root, "", std::nullopt);
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
  RecordingFiles files;
  files.directory = root;
  if (const std::optional<std::string> cbin = cbin_name_of(name);
      cbin && !has_entry(*cbin) && !has_entry(header_name_of(name))) {
    files.raw_name = name;
    return files;
  }
  files.cbin_name = name;
  files.ch_name = header_name_of(name);
  return files;
}

}  // namespace mtscomp
