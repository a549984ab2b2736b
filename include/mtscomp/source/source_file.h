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

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"

namespace MTSCOMP_API mtscomp {

// Limits of a read of a file on a server.
struct ReadLimits {
  // The time limit of the source counts from this time.  So a read that waited
  // for a thread fails no later than the reads that it waited for.
  std::chrono::steady_clock::time_point since =
      std::chrono::steady_clock::now();
  // Number of connections that the read may use at the same time.
  std::size_t n_connections = 1;
};

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

  // Like read_up_to(), but a read of a file on a server obeys the limits.
  virtual std::size_t read_within(const ReadLimits& /*limits*/,
                                  std::uint64_t offset,
                                  std::span<std::byte> bytes,
                                  std::string_view name) const {
    return read_up_to(offset, bytes, name);
  }

  // Returns the descriptor of a local file.  Returns null for a file on a
  // server.
  virtual const FileDescriptor* descriptor() const = 0;
};

using SourceFilePtr = std::shared_ptr<const SourceFile>;

// Returns an open local file.  `file` must be open for reading, or each read
// fails.
SourceFilePtr make_source_file(FileDescriptor file);

}  // namespace mtscomp
