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

// mtscomp makes X.ctxt of an X.txt.
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
        "{}: this is the output, and the name of packed data ends in {}; "
        "choose such a name",
        cbin_path, fmt::join(kCbinSuffixes, ", ")));
  }
  if (!header_stem_of(name_of(ch_path))) {
    throw UsageError(
        fmt::format("{}: this is an output too, and the name of a header ends "
                    "in {}; choose such a name",
                    ch_path, kHeaderSuffix));
  }
}

void refuse_packed_name(const std::string& path) {
  const bool is_plain = is_plain_name(in_lower_case(name_of(path)));
  if (!is_plain &&
      (belongs_to_recording(path) || is_data_of_unusual_suffix(path))) {
    throw UsageError(fmt::format(
        "{}: packed data, its header or a .meta has this name, and the output "
        "is a plain recording; choose another name, such as one with .bin",
        path));
  }
}

void refuse_recording_name(const std::string& path) {
  std::error_code error;
  const std::string target = fs::weakly_canonical(path, error);
  for (const std::string& each : {path, target}) {
    if (belongs_to_recording(each) || is_data_of_unusual_suffix(each)) {
      throw UsageError(fmt::format(
          "{}: a recording has this name, and a log would be appended to it; "
          "choose another name for the log",
          each));
    }
  }
}

}  // namespace mtscomp
