// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/shared_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include "mtscomp/base/error.h"
#include "mtscomp/format/recording_names.h"
#include "mtscomp/format/recording_paths.h"
#include "writer/described_size.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

// All that may be, or may become, a recording's; none where there is no such
// directory yet.
std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  if (fs::exists(directory)) {
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
      std::error_code error;
      if (!entry.is_directory(error)) {
        names.insert(entry.path().filename());
      }
    }
  }
  return names;
}

class HeaderPlace {
 public:
  HeaderPlace(const std::string& cbin_path, const std::string& ch_path)
      : directory_(fs::absolute(ch_path).parent_path()),
        header_(fs::path(ch_path).filename()),
        names_(names_in(directory_)) {
    std::error_code error;
    if (fs::equivalent(fs::absolute(cbin_path).parent_path(), directory_,
                       error)) {
      cbin_ = fs::path(cbin_path).filename();
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
    names.insert({header_, cbin_});
    NameGroups groups;
    for (const std::string& name : names) {
      add_name(groups, name);
    }
    for (const auto& [stem, group] : groups) {
      for (const std::string& cbin : group.cbins) {
        if (cbin != cbin_ &&
            find_partner(group.headers, cbin, group.cbins) == header_) {
          return cbin;
        }
      }
    }
    return "";
  }

  // Of a suffix that nobody looks for: mtscomp makes X.ctxt of an X.txt.
  std::string find_by_size() const {
    const std::string path = directory_ / header_;
    std::error_code error;
    const std::optional<std::uint64_t> size =
        fs::is_regular_file(path, error) ? described_size(path) : std::nullopt;
    const auto other = std::find_if(
        names_.begin(), names_.end(), [&](const std::string& name) {
          return size && name != cbin_ && is_odd_sibling(name) &&
                 fs::file_size(directory_ / name, error) == *size;
        });
    return other == names_.end() ? "" : *other;
  }

  bool is_odd_sibling(const fs::path& name) const {
    return name.stem() == fs::path(header_).stem() && name != header_ &&
           name.extension().string().starts_with(".c");
  }

  fs::path directory_;
  std::string header_;
  std::string cbin_;  // Empty if it lies elsewhere.
  std::set<std::string> names_;
};

}  // namespace

void refuse_shared_header(const std::string& cbin_path,
                          const std::string& ch_path) {
  if (is_described(cbin_path, ch_path)) {
    return;
  }
  const std::string other = HeaderPlace(cbin_path, ch_path).find_other_data();
  if (!other.empty()) {
    throw UsageError(fmt::format(
        "{}: expected to be the header of {} alone, found {}, whose header it "
        "would be too; move that away, or pack under another name",
        ch_path, fs::path(cbin_path).filename().string(), other));
  }
}

}  // namespace mtscomp
