// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The naming rules: x.cbin + x.ch <-> x.bin.  Text only; nothing is looked up.
//
// mtscomp puts a `c` before the input's suffix and names every header .ch.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// Suffixes of plain recordings that a mount shows.
inline constexpr std::array<std::string_view, 3> kRawSuffixes = {".bin", ".dat",
                                                                 ".raw"};
inline constexpr std::string_view kHeaderSuffix = ".ch";

// "x.cbin" -> "x.bin".  Nothing if the name is not that of compressed samples.
std::optional<std::string> raw_name_of(std::string_view cbin_name);

// "x.bin" -> "x.cbin".  Nothing if the name is not that of a plain recording.
std::optional<std::string> cbin_name_of(std::string_view raw_name);

// "x.cbin", "x.bin" -> "x.ch".
// Requires: the name has a suffix.
std::string header_name_of(std::string_view name);

// "x.ch" -> "x".  Nothing if the name is not that of a header.
std::optional<std::string> header_stem_of(std::string_view name);

}  // namespace mtscomp
