// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The text of a .ch file <-> Header.
#pragma once

#include <string>
#include <string_view>

#include "mtscomp/format/header.h"
#include "mtscomp/format/header_limits.h"

namespace mtscomp {

// Takes whatever mtscomp's reader takes of what mtscomp ever wrote: unknown
// keys are ignored, SHA-1s may be null, and the files of August and September
// 2019 may lack chunk_order and do_spatial_diff (docs/format.md).
// `name` is the file, for messages.
// Throws: FormatError naming file, key, expectation and finding;
// UnsupportedError for an unknown version, algorithm, dtype or order, and for a
// header beyond the limits.
Header parse_header(std::string_view text, std::string_view name,
                    const HeaderLimits& limits = chosen_limits());

// The very bytes that mtscomp writes for these values.  A SHA-1 that is not
// there becomes null, and `chopped` is a key only where it is true.
std::string serialize_header(const Header& header);

}  // namespace mtscomp
