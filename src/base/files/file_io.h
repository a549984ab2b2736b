// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reading and writing files, with EINTR and short I/O handled once.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Opens for reading, close-on-exec.  Throws: std::system_error.
FileDescriptor open_for_reading(const std::string& path);

// Throws: std::system_error; `name` is for the message.
struct stat file_status(const FileDescriptor& file, std::string_view name);

// Reads up to destination.size() bytes at `offset`; fewer only at the end of
// the file.  Returns the number of bytes read.
// Throws: std::system_error.
std::size_t pread_up_to(const FileDescriptor& file,
                        std::span<std::byte> destination, std::uint64_t offset,
                        std::string_view name);

// Writes all of it at the descriptor's position.
// Throws: std::system_error; `name` is for the message.
void write_all(int descriptor, std::span<const std::byte> bytes,
               std::string_view name);

// Whether a look-up reports by this errno that there is no such file.  No file
// can have a name that is too long.
bool is_absent(int error_number);

// Whether fsync(2) reports by this errno that the file system has no such
// operation, and not that writing failed.
bool is_sync_unsupported(int error_number);

// The whole of a text file.
// Throws: UnsupportedError if it is larger than max_bytes, which ends with
// `advice`;
// std::system_error.
std::string read_text(const FileDescriptor& file, std::size_t max_bytes,
                      std::string_view name, std::string_view advice = {});

}  // namespace mtscomp
