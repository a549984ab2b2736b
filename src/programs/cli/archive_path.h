// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Paths and addresses on command lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mtscomp/source/remote_options.h"

namespace mtscomp {

// Returns true for a local directory.  An address is one of a directory unless
// its last part is the name of a recording's file, such as "x.cbin".
// Throws: UsageError if an address is wrong.
bool is_tree(const std::string& path);

// Throws: UsageError if `path` is an address.  `role` describes the file or
// directory in the message, such as "the output".
void refuse_address(std::string_view path, std::string_view role);

// Returns the number of threads that read an archive: the value of -p, else the
// number of cores or, for an address, the number of connections, because these
// threads wait for the server.
std::size_t n_reading_threads(const std::optional<std::size_t>& given,
                              std::string_view path,
                              const RemoteOptions& remote);

}  // namespace mtscomp
