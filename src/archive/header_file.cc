// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/header_file.h"

#include "mtscomp/base/file_io.h"
#include "mtscomp/format/header_json.h"

namespace mtscomp {

Header read_header_file(const std::string& ch_path) {
  const HeaderLimits limits;
  return parse_header(
      read_text(open_for_reading(ch_path), limits.max_header_size, ch_path),
      ch_path, limits);
}

}  // namespace mtscomp
