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

// All names that are, or may become, those of recordings.
std::set<std::string> file_names_in(const Directory& directory) {
  std::set<std::string> names;
  for (const DirectoryEntry& entry : read_directory(directory)) {
    if (entry.type != EntryType::kDirectory) {
      names.insert(entry.name);
    }
  }
  return names;
}

bool is_same_directory(const Directory& a, const Directory& b) {
  const struct stat first = a.own_status();
  const struct stat second = b.own_status();
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

class HeaderPlace {
 public:
  HeaderPlace(const FileLocation& cbin, const FileLocation& ch)
      : ch_(ch), names_(file_names_in(ch.directory())) {
    if (is_same_directory(cbin.directory(), ch.directory())) {
      cbin_ = cbin.name();
    }
  }

  // Empty if there is none.
  std::string find_other_data() const {
    const std::string by_name = find_by_name();
    return by_name.empty() ? find_by_size() : by_name;
  }

 private:
  // As whoever looks for pairs finds them, once the new one is there.
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

  // Of a suffix that nobody looks for: mtscomp makes X.ctxt of an X.txt.
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
  std::string cbin_;  // Empty if it lies elsewhere.
  std::set<std::string> names_;
};

}  // namespace

void refuse_shared_header(const FileLocation& cbin, const FileLocation& ch) {
  if (header_matches(cbin, ch)) {
    return;
  }
  const std::string other = HeaderPlace(cbin, ch).find_other_data();
  if (!other.empty()) {
    throw UsageError(fmt::format(
        "{}: expected to be the header of {} alone, found {}, whose header it "
        "would be too; move that away, or pack under another name",
        ch.path(), cbin.name(), other));
  }
}

}  // namespace mtscomp
