// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Helps to parse the command lines of programs that replace programs of
// mtscomp.
#pragma once

#include <string>
#include <vector>

namespace mtscomp {

// Returns the arguments with each -nc before a "--" replaced by --no-check.
// mtscomp accepts -nc, but CLI11 reads it as -n and -c.
std::vector<std::string> spell_out_no_check(std::vector<std::string> arguments);

}  // namespace mtscomp
