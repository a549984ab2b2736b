// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// All exceptions of this project.  The mount translates them to an errno
// (filesystem/fuse/kernel/errno_mapping), the programs to an exit code.
//
//   FormatError        a file violates the format
//   UnsupportedError   a FormatError of a file that may be sound, but needs a
//                      newer version of this program or higher limits
//   CorruptChunkError  a chunk does not match its checksum or size
//   UsageError         the user requested something that is not possible
//   BusyError          another process is writing the same files
//   Stopped            the caller requested a stop, and the work is not done
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
// failed action, for example "/data/x.cbin: cannot open"; ": " and the text of
// the errno follow it.
[[noreturn]] void throw_system_error(int error_number, std::string_view what);

// Like throw_system_error(), for the current errno.
[[noreturn]] void throw_errno(std::string_view what);

// Whether a file system reports by this errno that it does not support the
// operation.  EPERM is included: vfat returns it for permissions, several file
// systems for hard links.
bool is_unsupported(int error_number);

// The message of the exception that is being handled.
// Requires: called inside a catch block.
std::string current_exception_message();

}  // namespace mtscomp
