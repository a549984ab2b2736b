// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/output_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/files/output/partial_name.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "writer/commit/header_matches.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

std::string name_of(const std::string& path) {
  return fs::path(path).filename();
}

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

bool belongs_to_recording(const std::string& path) {
  const std::string name = name_of(path);
  return is_recording_name(in_lower_case(name)) || is_backup_name(name);
}

// mtscomp packs X.txt into X.ctxt.
bool is_data_of_unusual_suffix(const fs::path& path) {
  const std::string ch = header_name_of(path.string());
  return path.extension().string().starts_with(".c") && is_there(ch) &&
         header_matches(path.string(), ch);
}

}  // namespace

void require_packed_names(const std::string& cbin_path,
                          const std::string& ch_path) {
  if (!is_cbin_name(name_of(cbin_path))) {
    throw UsageError(fmt::format(
        "{}: wrong name for the packed output; choose a name that ends in {}",
        cbin_path, fmt::join(kCbinSuffixes, ", ")));
  }
  if (!header_stem_of(name_of(ch_path))) {
    throw UsageError(
        fmt::format("{}: wrong name for the header; choose a name that ends "
                    "in {}",
                    ch_path, kHeaderSuffix));
  }
}

void refuse_packed_name(const std::string& path) {
  const bool is_plain = is_plain_name(in_lower_case(name_of(path)));
  if (!is_plain &&
      (belongs_to_recording(path) || is_data_of_unusual_suffix(path))) {
    throw UsageError(fmt::format(
        "{}: a plain recording must not have the name of packed data, a "
        "header, a .meta or a backup; choose another name, such as x.bin",
        path));
  }
}

void refuse_recording_name(const std::string& path) {
  std::error_code error;
  const std::string target = fs::weakly_canonical(path, error);
  for (const std::string& each : {path, target}) {
    if (belongs_to_recording(each) || is_data_of_unusual_suffix(each)) {
      throw UsageError(fmt::format(
          "{}: a log must not have the name of a recording, a header, a .meta "
          "or a backup; choose another name for the log",
          each));
    }
  }
}

}  // namespace mtscomp
