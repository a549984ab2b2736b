// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names of files and directories that come from servers.
#pragma once

#include <string_view>

namespace mtscomp {

// Returns the reason why a name cannot be the name of a file or directory, such
// as "the name is longer than 255 bytes".  Returns an empty text for a name
// that can.  Like names on a local disk, names can contain any bytes except '/'
// and NUL.
std::string_view problem_of_name(std::string_view name);

}  // namespace mtscomp
