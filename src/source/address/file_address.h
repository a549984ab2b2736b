// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Addresses of files and directories in archives on servers.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

struct FileAddress {
  std::string archive;  // Address of the file's directory.
  // Not percent-encoded.  Empty if the address is a directory's, because it
  // ends in '/' or names only a server or bucket.
  std::string name;

  bool operator==(const FileAddress&) const = default;
};

// Splits an address at its last '/'.
// Requires: is_address(address).
// Throws: UsageError if the address is wrong, see parse_url() and
// parse_s3_address().
FileAddress split_address(const std::string& address);

// Returns the address in the form in which it is shown, without a slash at the
// end.
// Requires: is_address(address).
// Throws: like split_address().
std::string normal_address(const std::string& address);

// Returns the address of a file or directory in the archive.  `path` is
// relative to the archive and not percent-encoded; it may be empty.
std::string address_below(const std::string& archive, std::string_view path);

}  // namespace mtscomp
