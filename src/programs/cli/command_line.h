// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What the command lines of mtscomp's family have in common.
#pragma once

#include <string>
#include <vector>

namespace mtscomp {

// mtscomp takes -nc for --no-check; option parsers read it as -n and -c.
// Returns the arguments with each -nc before a "--" written out.
std::vector<std::string> spell_out_no_check(std::vector<std::string> arguments);

}  // namespace mtscomp
