// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which .cbin a header was written for, by its size.
#pragma once

#include <cstdint>
#include <optional>

#include "base/files/output/partial_files.h"
#include "mtscomp/base/file_location.h"

namespace mtscomp {

// Bytes of the .cbin; nothing if there is no such header, or not a whole one.
// Throws: std::system_error.
std::optional<std::uint64_t> described_size(const FileLocation& ch);

// Whether the data file is there, as a regular file of the described size.
bool header_matches(const FileLocation& cbin, const FileLocation& ch);

// Whether a killed writer published this .cbin and left the .ch that describes
// it as a partial file.  A writer that left both as partial files published
// neither.
bool is_left_uncommitted(const FileLocation& cbin, const Partials& data,
                         const Partials& headers);

}  // namespace mtscomp
