// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Checks a file with passwords of servers.
#pragma once

#include <string>

namespace mtscomp {

// Throws: UsageError if the file cannot be opened, or if its group or other
// users can read it.
void check_netrc(const std::string& path);

}  // namespace mtscomp
