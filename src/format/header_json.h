// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts between the text of a .ch file and Header.
#pragma once

#include <string>
#include <string_view>

#include "mtscomp/format/header.h"
#include "mtscomp/format/header_limits.h"

namespace mtscomp {

// Accepts every header that mtscomp ever wrote and can read.  Unknown keys are
// ignored, SHA-1s may be null, and files of August and September 2019 may lack
// chunk_order and do_spatial_diff (docs/reference/format.md).  `name` is the
// file, for messages. Throws: FormatError, which names the file and the key;
// UnsupportedError for an unknown version, algorithm, dtype or order, and for a
// header beyond the limits.
Header parse_header(std::string_view text, std::string_view name,
                    const HeaderLimits& limits = chosen_limits());

// Same bytes as mtscomp writes for these values.  A missing SHA-1 becomes null.
// The key `chopped` is written only if it is true.
std::string serialize_header(const Header& header);

}  // namespace mtscomp
