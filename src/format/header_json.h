// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts between the text of a .ch file and Header.
#pragma once

#include <string>
#include <string_view>

#include "mtscomp/format/header.h"
#include "mtscomp/format/header_limits.h"

namespace mtscomp {

// Parses the text of a .ch.  Accepts every header that a version of mtscomp has
// written and that mtscomp can read.  Unknown keys are ignored.  SHA-1 values
// may be null.  The keys chunk_order and do_spatial_diff may be missing, as in
// files that mtscomp wrote in August and September 2019
// (docs/reference/format.md).  `name` names the file in messages.
// Throws: FormatError, which names the file and the key; UnsupportedError if
// the version, algorithm, dtype or order is unknown, or if the header exceeds a
// limit.
Header parse_header(std::string_view text, std::string_view name,
                    const HeaderLimits& limits = chosen_limits());

// Returns the bytes that mtscomp writes for these values.  A missing SHA-1 is
// written as null.  The key `chopped` is written only if its value is true.
std::string serialize_header(const Header& header);

// Returns the text of an older header for a pair that was encoded again: with
// the transform, offsets, sha1_compressed and segments of `header`.  All other
// text of `text` stays letter by letter, also keys that are not known.
// Requires: parse_header() accepts `text`.
std::string update_header(std::string_view text, const Header& header);

}  // namespace mtscomp
