// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the header of a .cbin on a server.
#pragma once

#include <string>

#include "source/source.h"

namespace mtscomp {

// Returns the name of the header that belongs to the file `cbin_name` in the
// archive's top directory.  Lists the directory only if the name has a UUID.
// Throws: UsageError if the listing has no such header; std::system_error.
std::string find_header(const Source& archive, const std::string& cbin_name);

}  // namespace mtscomp
