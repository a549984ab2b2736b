// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The output of --version.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// Returns two lines: the program's name and version, and the decoder that the
// program uses on this machine.
// Throws: UsageError (see chosen_decoder()).
std::string version_text(std::string_view program);

// The description of --version in --help.
inline constexpr const char* kVersionHelp = "print the version and the decoder";

}  // namespace mtscomp
