// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Opens the two files of a pair as a recording, for tests of the reader.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "mtscomp/reader/recording.h"

namespace mtscomp {

inline std::shared_ptr<const Recording> open_recording(
    const std::string& cbin_path, const std::string& ch_path,
    std::uint64_t id = 1) {
  const std::string text =
      read_text(open_for_reading(ch_path), std::size_t{1} << 20, ch_path);
  return std::make_shared<const Recording>(
      id, cbin_path, open_for_reading(cbin_path), parse_header(text, ch_path));
}

}  // namespace mtscomp
