// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open file of an archive.  The archive can be a local directory or be on a
// server.  Thread-safe.
//
// All reads return bytes of the file that was opened, also if another file has
// its name now.  A local file can be overwritten while it is open: compare
// FileIdentity::of(status()) before and after the reads.  A file on a server
// has one identity, which its source makes from path and version.  If the
// server replaces this version, reads fail.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"

namespace MTSCOMP_API mtscomp {

class SourceFile {
 public:
  SourceFile() = default;
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;
  virtual ~SourceFile() = default;

  // Returns the current status.  `name` names the file in messages.
  // Throws: std::system_error.
  virtual struct stat status(std::string_view name) const = 0;

  // Reads bytes.size() bytes at `offset`, or fewer bytes if the file ends
  // earlier.  Returns the number of bytes that were read.  `name` names the
  // file in messages.
  // Throws: std::system_error.
  virtual std::size_t read_up_to(std::uint64_t offset,
                                 std::span<std::byte> bytes,
                                 std::string_view name) const = 0;

  // Returns the descriptor of a local file.  Returns null for a file on a
  // server.
  virtual const FileDescriptor* descriptor() const = 0;
};

using SourceFilePtr = std::shared_ptr<const SourceFile>;

// Returns an open local file.  `file` must be open for reading, or each read
// fails.
SourceFilePtr make_source_file(FileDescriptor file);

}  // namespace mtscomp
