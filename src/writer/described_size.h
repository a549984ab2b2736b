// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which .cbin a header was written for, by its size.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/partial_files.h"

namespace mtscomp {

// Bytes of the .cbin; nothing if there is no such header, or not a whole one.
// Throws: std::system_error.
std::optional<std::uint64_t> described_size(const FileLocation& ch);

// Whether the data file is there, as a regular file of the described size.
bool is_described(const FileLocation& cbin, const FileLocation& ch);

// Whether one of the headers that killed writers left describes it: such a
// data file was to be a pair, and never became one.
bool is_described_by_any(const FileLocation& cbin,
                         const std::vector<AbandonedPartial>& headers);

}  // namespace mtscomp
