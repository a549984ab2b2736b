// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What --version prints.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// The program's name and version, and on a second line the decoder that it
// would use here.
// Throws: UsageError (see chosen_decoder()).
std::string version_text(std::string_view program);

// The description of --version in --help.
inline constexpr const char* kVersionHelp = "print the version and the decoder";

}  // namespace mtscomp
