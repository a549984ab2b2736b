// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/header_file.h"

#include "mtscomp/base/file_io.h"
#include "mtscomp/format/header_json.h"

namespace mtscomp {

Header read_header_file(const std::string& ch_path,
                        const HeaderLimits& limits) {
  return parse_header(
      read_header_text(open_for_reading(ch_path), ch_path, limits), ch_path,
      limits);
}

std::string read_header_text(const FileDescriptor& file, std::string_view name,
                             const HeaderLimits& limits) {
  return read_text(file, limits.max_header_size, name,
                   how_to_raise("max_header_size"));
}

}  // namespace mtscomp
