// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/described_size.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_io.h"
#include "mtscomp/format/header_json.h"

namespace mtscomp {

std::optional<std::uint64_t> described_size(const std::string& ch_path) {
  try {
    const HeaderLimits limits = chosen_limits();
    const std::string text =
        read_text(open_for_reading(ch_path), limits.max_header_size, ch_path);
    return parse_header(text, ch_path, limits).cbin_size();
  } catch (const FormatError&) {
    return std::nullopt;
  }
}

bool is_described(const std::string& cbin_path, const std::string& ch_path) {
  std::error_code error;
  return std::filesystem::is_regular_file(cbin_path, error) &&
         std::filesystem::is_regular_file(ch_path, error) &&
         std::filesystem::file_size(cbin_path) == described_size(ch_path);
}

bool is_described_by_any(const std::string& cbin_path,
                         const std::vector<AbandonedPartial>& headers) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const AbandonedPartial& header) {
                       return is_described(cbin_path, header.path);
                     });
}

}  // namespace mtscomp
