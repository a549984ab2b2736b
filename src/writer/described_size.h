// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which .cbin a header was written for, by its size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/output_file.h"

namespace mtscomp {

// Bytes of the .cbin; nothing if there is no such header, or not a whole one.
// Throws: std::system_error.
std::optional<std::uint64_t> described_size(const std::string& ch_path);

// Whether the data file is there, as a regular file of the described size.
bool is_described(const std::string& cbin_path, const std::string& ch_path);

// Whether one of the headers that killed writers left describes it: such a
// data file was to be a pair, and never became one.
bool is_described_by_any(const std::string& cbin_path,
                         const std::vector<AbandonedPartial>& headers);

}  // namespace mtscomp
