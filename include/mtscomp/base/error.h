// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// All exceptions that this project throws.  The daemon translates them to an
// errno (filesystem/fuse/kernel/errno_mapping).  The other programs translate
// them to an exit code.
//
//   FormatError        a file violates the format
//   UnsupportedError   a FormatError; the file may be valid, but reading it
//                      needs a newer version of this program or higher limits
//   CorruptChunkError  a chunk does not match its checksum or size
//   UsageError         the user requested something that is not possible
//   BusyError          another process is writing the same files
//   Stopped            the caller requested a stop, so the work is not finished
//   std::system_error  a system call failed, with its errno
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

class FormatError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class UnsupportedError : public FormatError {
 public:
  using FormatError::FormatError;
};

class CorruptChunkError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class BusyError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Stopped : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws std::system_error for `error_number`.  `what` names the file and the
// failed action, for example "/data/x.cbin: cannot open".  The message consists
// of `what`, ": " and the text for `error_number`.
[[noreturn]] void throw_system_error(int error_number, std::string_view what);

// Calls throw_system_error() with the current errno.
[[noreturn]] void throw_errno(std::string_view what);

// Returns true if `error_number` means that the file system does not support an
// operation.  EPERM is included: vfat returns EPERM for changes of permissions,
// and several file systems return EPERM for hard links.
bool is_unsupported(int error_number);

// Returns the message of the exception that is being handled.
// Requires: must be called inside a catch block.
std::string current_exception_message();

}  // namespace mtscomp
