// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/recording_finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/format/recording_paths.h"
#include "mtscomp/format/uuid_name.h"

namespace mtscomp {
namespace {

constexpr std::string_view kOpenEphysName = "continuous.dat";

struct Name {
  std::string stem;
  std::string name;
  bool is_symlink = false;
};

// All names of a directory that share a stem, but for their UUIDs.
struct Group {
  std::vector<Name> raws;
  std::vector<Name> cbins;
  std::vector<Name> headers;
  std::vector<Name> metas;
};

std::pair<std::string_view, std::string_view> split(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos
             ? std::pair(name, std::string_view())
             : std::pair(name.substr(0, dot), name.substr(dot));
}

bool is_cbin_suffix(std::string_view suffix) {
  constexpr std::array<std::string_view, 4> kSuffixes = {".cbin", ".cdat",
                                                         ".craw", ".cnpy"};
  return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) !=
         kSuffixes.end();
}

// Where names of this suffix are kept; nullptr if they say nothing.
std::vector<Name> Group::*kind_of(std::string_view suffix) {
  if (std::find(kRawSuffixes.begin(), kRawSuffixes.end(), suffix) !=
      kRawSuffixes.end()) {
    return &Group::raws;
  }
  if (is_cbin_suffix(suffix)) {
    return &Group::cbins;
  }
  return suffix == kHeaderSuffix ? &Group::headers
         : suffix == ".meta"     ? &Group::metas
                                 : nullptr;
}

// The one of the same stem; else, where UUIDs make all stems differ, the only
// one there is, if it has nobody else to belong to.
std::string find_partner(const std::vector<Name>& candidates, const Name& of,
                         const std::vector<Name>& rivals) {
  const auto exact = std::find_if(
      candidates.begin(), candidates.end(),
      [&of](const Name& candidate) { return candidate.stem == of.stem; });
  if (exact != candidates.end()) {
    return exact->name;
  }
  return candidates.size() == 1 && rivals.size() == 1 ? candidates.front().name
                                                      : "";
}

// "continuous.cbin" stands for continuous.dat too.
bool stands_for(const Name& cbin, const Name& raw, const Group& group) {
  if (raw_name_of(cbin.name) == raw.name ||
      (raw.name == kOpenEphysName && cbin.stem == raw.stem &&
       raw_name_of(cbin.name))) {
    return true;
  }
  return cbin.stem != raw.stem && group.cbins.size() == 1 &&
         group.raws.size() == 1 &&
         split(cbin.name).second ==
             ".c" + std::string(split(raw.name).second.substr(1));
}

void add_pairs(const Group& group, std::vector<RecordingFiles>& recordings) {
  for (const Name& cbin : group.cbins) {
    RecordingFiles files;
    files.cbin_name = cbin.name;
    files.ch_name = find_partner(group.headers, cbin, group.cbins);
    files.meta_name = find_partner(group.metas, cbin, group.cbins);
    for (const Name& raw : group.raws) {
      if (stands_for(cbin, raw, group) && files.raw_name.empty()) {
        files.raw_name = raw.name;
        files.raw_is_symlink = raw.is_symlink;
      }
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

bool is_recording_name(const Name& raw, const std::string& meta_name) {
  return split(raw.name).second == ".bin" || raw.name == kOpenEphysName ||
         !meta_name.empty();
}

void add_raws(const Group& group, std::vector<RecordingFiles>& recordings) {
  for (const Name& raw : group.raws) {
    RecordingFiles files;
    files.raw_name = raw.name;
    files.raw_is_symlink = raw.is_symlink;
    files.meta_name = find_partner(group.metas, raw, group.raws);
    if (has(recordings, &RecordingFiles::raw_name, raw.name) ||
        !is_recording_name(raw, files.meta_name)) {
      continue;
    }
    const std::string header = header_name_of(raw.name);
    for (const RecordingFiles& other : recordings) {
      if (!other.raw_name.empty() && header_name_of(other.raw_name) == header) {
        files.problem = fmt::format(
            "expected a .ch of its own, found that {} would be the header of "
            "{} too",
            header, other.raw_name);
      }
    }
    for (const Name& candidate : group.headers) {
      if (candidate.name == header &&
          !has(recordings, &RecordingFiles::ch_name, header)) {
        files.ch_name = header;
      }
    }
    recordings.push_back(std::move(files));
  }
}

void add_orphans(const Group& group, std::vector<RecordingFiles>& recordings) {
  for (const Name& header : group.headers) {
    if (!has(recordings, &RecordingFiles::ch_name, header.name)) {
      RecordingFiles files;
      files.ch_name = header.name;
      files.meta_name = find_partner(group.metas, header, group.headers);
      recordings.push_back(std::move(files));
    }
  }
}

bool is_leftover(std::string_view name) {
  return name.ends_with(".cbin_tmp") ||
         name.find(".cbin.partial") != std::string_view::npos ||
         (name.find(".partial-") != std::string_view::npos &&
          name.find(".c") < name.find(".partial-"));
}

void place(std::vector<RecordingFiles>& recordings, const std::string& root,
           const std::string& relative) {
  for (RecordingFiles& files : recordings) {
    files.relative = relative;
    files.directory = relative.empty() ? root : root + '/' + relative;
  }
}

}  // namespace

std::string RecordingFiles::path_of(const std::string& name) const {
  return name.starts_with('/') ? name : directory + '/' + name;
}

std::string RecordingFiles::shard_key() const {
  const std::string name =
      raw_name.empty() ? main_name() : header_name_of(raw_name);
  return relative.empty() ? name : relative + '/' + name;
}

std::vector<RecordingFiles> find_recordings_in(
    const std::vector<DirectoryEntry>& entries) {
  std::map<std::string, Group, std::less<>> groups;
  for (const DirectoryEntry& entry : entries) {
    const auto [stem, suffix] = split(entry.name);
    std::vector<Name> Group::*const kind = kind_of(suffix);
    const bool is_symlink = entry.type == EntryType::kSymlink;
    if (kind != nullptr && (is_symlink || entry.type == EntryType::kFile)) {
      (groups[std::string(without_uuid(stem))].*kind)
          .push_back({std::string(stem), entry.name, is_symlink});
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
  return recordings;
}

FoundRecordings find_recordings(const std::string& root) {
  FoundRecordings found;
  walk_directories(
      root,
      [&](const std::string& relative,
          const std::vector<DirectoryEntry>& entries) {
        std::vector<RecordingFiles> here = find_recordings_in(entries);
        place(here, root, relative);
        std::move(here.begin(), here.end(),
                  std::back_inserter(found.recordings));
        for (const DirectoryEntry& entry : entries) {
          if (is_leftover(entry.name)) {
            found.leftovers.push_back(
                (relative.empty() ? root : root + '/' + relative) + '/' +
                entry.name);
          }
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
  std::vector<DirectoryEntry> entries = read_directory(root);
  if (std::none_of(
          entries.begin(), entries.end(),
          [&](const DirectoryEntry& entry) { return entry.name == name; })) {
    throw_system_error(ENOENT, "open " + path);
  }
  std::vector<RecordingFiles> recordings = find_recordings_in(entries);
  place(recordings, root, "");
  for (const RecordingFiles& files : recordings) {
    if (name == files.cbin_name || name == files.raw_name ||
        (files.cbin_name.empty() && name == files.ch_name)) {
      return files;
    }
  }
  // A .ch that is part of a pair, or a name that says nothing.
  for (const RecordingFiles& files : recordings) {
    if (name == files.ch_name) {
      return files;
    }
  }
  RecordingFiles files;
  files.cbin_name = name;
  files.ch_name = std::string(split(name).first).append(kHeaderSuffix);
  files.directory = root;
  return files;
}

}  // namespace mtscomp
