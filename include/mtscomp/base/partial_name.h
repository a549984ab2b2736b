// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a writer calls the files that it keeps beside `path` for a while:
//
//   path.partial-HOST-PID                        a new one, being written
//   path.partial-HOST-PID-replaced               an older data file
//   path.partial-HOST-PID-replaced-<8 hex>       an older header
//
// The last two are set aside until the new one is complete.  A host's name may
// itself have dashes and digits: as a PID has at most seven of these, and as
// there are no other suffixes, no name can be read as that of two hosts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

constexpr const char* kReplacedDataSuffix = "-replaced";

// Of the header that stands beside this data file: X.cbin and X.cdat may stand
// beside one X.ch.
std::string replaced_header_suffix(const std::string& cbin_path);

// The path that this process uses; `suffix` is one of the above, or empty.
std::string kept_path_of(const std::string& path, std::string_view suffix);

// The suffix, perhaps empty, if `name` is that of a file that some process of
// this host keeps beside `path`; both are without directories, or both with the
// same.
std::optional<std::string> suffix_of_kept(std::string_view name,
                                          const std::string& path);

// Whether it is an older file that a process of any host has set aside.
bool is_set_aside(std::string_view name);

}  // namespace mtscomp
