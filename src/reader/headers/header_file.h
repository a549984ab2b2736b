// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads the header of a pair from its .ch.
#pragma once

#include <string>
#include <string_view>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/format/header.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/source/source_file.h"

namespace mtscomp {

// Throws: FormatError; std::system_error, with ESTALE if the file changes
// during the read.
Header read_header_file(const std::string& ch_path,
                        const HeaderLimits& limits = chosen_limits());
Header read_header_file(const SourceFile& file, const std::string& ch_path,
                        const HeaderLimits& limits = chosen_limits());

// Reads the header from its open .ch, which may change during the read.
// Throws: FormatError; std::system_error.
Header read_header(const SourceFile& file, const std::string& ch_path,
                   const HeaderLimits& limits = chosen_limits());

// Returns the text of a header without parsing it.  `name` names the file in
// messages.
// Throws: UnsupportedError if the text is larger than the limit;
// std::system_error.
std::string read_header_text(const FileDescriptor& file, std::string_view name,
                             const HeaderLimits& limits = chosen_limits());
std::string read_header_text(const SourceFile& file, std::string_view name,
                             const HeaderLimits& limits = chosen_limits());

}  // namespace mtscomp
