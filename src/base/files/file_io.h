// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads and writes files.  The functions continue after EINTR, and after
// read(2) or write(2) has processed only a part of the bytes.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Opens a file for reading, with O_CLOEXEC.  Throws: std::system_error.
FileDescriptor open_for_reading(const std::string& path);

// Returns a second descriptor of the same open file.
// Throws: std::system_error.
FileDescriptor duplicate(const FileDescriptor& file, std::string_view name);

// Calls fstat(2).  `name` names the file in messages.
// Throws: std::system_error.
struct stat file_status(const FileDescriptor& file, std::string_view name);

// Reads destination.size() bytes at `offset`, or fewer bytes if the file ends
// earlier.  Returns the number of bytes that were read.
// Throws: std::system_error.
std::size_t pread_up_to(const FileDescriptor& file,
                        std::span<std::byte> destination, std::uint64_t offset,
                        std::string_view name);

// Writes all bytes at the current position of the descriptor.  `name` names the
// file in messages.  Throws: std::system_error.
void write_all(int descriptor, std::span<const std::byte> bytes,
               std::string_view name);

// Returns true if the errno of a look-up means that the file does not exist.
// ENAMETOOLONG is included: no file can have such a name.
bool is_absent(int error_number);

// Returns true if the errno of fsync(2) means that the file system cannot sync
// files.  Other values mean that a write failed.
bool is_sync_unsupported(int error_number);

// Returns a text of `size` zeros, to read a file of this size into.
// Throws: UnsupportedError if the size exceeds max_bytes (the message ends with
// `advice`).
std::string text_of_size(std::uint64_t size, std::size_t max_bytes,
                         std::string_view name, std::string_view advice = {});

// Reads a whole text file.
// Throws: like text_of_size(); std::system_error.
std::string read_text(const FileDescriptor& file, std::size_t max_bytes,
                      std::string_view name, std::string_view advice = {});

}  // namespace mtscomp
