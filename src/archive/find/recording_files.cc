// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/recording_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "format/recording_names.h"
#include "source/address/file_address.h"
#include "source/source.h"

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

}  // namespace

std::string RecordingFiles::path_of(const std::string& name) const {
  return name.starts_with('/') ? name
         : archive             ? address_below(directory, name)
                               : directory + '/' + name;
}

SourceFilePtr RecordingFiles::open(const std::string& name) const {
  return archive && !name.starts_with('/')
             ? archive->open_file(join_paths(relative, name))
             : make_source_file(location_of(name).open_for_reading());
}

std::optional<std::uint64_t> RecordingFiles::size_of(
    const std::string& name) const {
  struct stat status = {};
  if (!archive || name.starts_with('/')) {
    if (::stat(path_of(name).c_str(), &status) != 0) {
      return std::nullopt;
    }
  } else {
    try {
      // Unlike status(), works if the server does not list the directory.
      status = open(name)->status(path_of(name));
    } catch (const std::system_error&) {
      return std::nullopt;
    }
  }
  return S_ISREG(status.st_mode)
             ? std::optional(static_cast<std::uint64_t>(status.st_size))
             : std::nullopt;
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

}  // namespace mtscomp
