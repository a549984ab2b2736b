// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The header of a pair, read from its .ch.
#pragma once

#include <string>

#include "mtscomp/format/header.h"

namespace mtscomp {

// Throws: FormatError; std::system_error.
Header read_header_file(const std::string& ch_path);

}  // namespace mtscomp
