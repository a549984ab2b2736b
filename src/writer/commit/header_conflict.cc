// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/header_conflict.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>

#include "format/recording_names.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/error.h"
#include "writer/commit/header_matches.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

// The names of all entries that are not directories.
std::set<std::string> file_names_in(const Directory& directory) {
  std::set<std::string> names;
  for (const DirectoryEntry& entry : read_directory(directory)) {
    if (entry.type != EntryType::kDirectory) {
      names.insert(entry.name);
    }
  }
  return names;
}

class HeaderPlace {
 public:
  HeaderPlace(const FileLocation& cbin, const FileLocation& ch)
      : ch_(ch), names_(file_names_in(ch.directory())) {
    if (is_same_directory(cbin.directory(), ch.directory())) {
      cbin_ = cbin.name();
    }
  }

  // Name of another data file that the .ch would describe; empty if there is
  // none.
  std::string find_other_data() const {
    const std::string by_name = find_by_name();
    return by_name.empty() ? find_by_size() : by_name;
  }

 private:
  // Pairs the names as all programs do, as if the new pair already existed.
  std::string find_by_name() const {
    std::set<std::string> names = names_;
    names.insert({ch_.name(), cbin_});
    NameGroups groups;
    for (const std::string& name : names) {
      add_name(groups, name);
    }
    for (const auto& [stem, group] : groups) {
      for (const std::string& cbin : group.cbins) {
        if (cbin != cbin_ &&
            find_partner(group.headers, cbin, group.cbins) == ch_.name()) {
          return cbin;
        }
      }
    }
    return "";
  }

  // Finds data files with unusual suffixes, which are not found by name:
  // mtscomp packs X.txt into X.ctxt.
  std::string find_by_size() const {
    const std::optional<struct stat> status = ch_.status();
    const std::optional<std::uint64_t> size =
        status && S_ISREG(status->st_mode) ? described_size(ch_) : std::nullopt;
    const auto other = std::find_if(
        names_.begin(), names_.end(), [&](const std::string& name) {
          return size && name != cbin_ && is_odd_sibling(name) &&
                 size_of(name) == size;
        });
    return other == names_.end() ? "" : *other;
  }

  std::optional<std::uint64_t> size_of(const std::string& name) const {
    const std::optional<struct stat> status = ch_.sibling(name).status();
    return status ? std::optional<std::uint64_t>(status->st_size)
                  : std::nullopt;
  }

  bool is_odd_sibling(const fs::path& name) const {
    return name.stem() == fs::path(ch_.name()).stem() && name != ch_.name() &&
           name.extension().string().starts_with(".c");
  }

  const FileLocation& ch_;
  std::string cbin_;  // Name of the .cbin; empty if in another directory.
  std::set<std::string> names_;
};

}  // namespace

void refuse_shared_header(const FileLocation& cbin, const FileLocation& ch) {
  if (!header_matches(cbin, ch)) {
    refuse_other_data(cbin, ch);
  }
}

void refuse_other_data(const FileLocation& cbin, const FileLocation& ch) {
  const std::string other = HeaderPlace(cbin, ch).find_other_data();
  if (!other.empty()) {
    throw UsageError(
        fmt::format("{}: would also be the header of {}; move that file or "
                    "choose another name",
                    ch.path(), other));
  }
}

}  // namespace mtscomp
