// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Matches headers with .cbin files by size.
#pragma once

#include <cstdint>
#include <optional>

#include "base/files/output/partial_files.h"
#include "mtscomp/base/file_location.h"

namespace mtscomp {

// Size of the .cbin in bytes, according to the header.  Empty if the header is
// missing, not a regular file or not valid.
// Throws: std::system_error.
std::optional<std::uint64_t> described_size(const FileLocation& ch);

// Whether the .cbin is a regular file with the size that its header says.
bool header_matches(const FileLocation& cbin, const FileLocation& ch);

// Whether a killed writer published this .cbin, but left its .ch as a partial
// file.  If the writer left partial files of both the .cbin and the .ch, it did
// not publish the .cbin.
bool is_left_uncommitted(const FileLocation& cbin, const Partials& data,
                         const Partials& headers);

}  // namespace mtscomp
