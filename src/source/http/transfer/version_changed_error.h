// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The error of an open file that was replaced on the server.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace mtscomp {

// The file on the server is another version than the one that the caller asked
// for.  The code is EIO.
class VersionChangedError : public std::system_error {
 public:
  explicit VersionChangedError(const std::string& message)
      : std::system_error(EIO, std::generic_category(), message) {}
};

}  // namespace mtscomp
