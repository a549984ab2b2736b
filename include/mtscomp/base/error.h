// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The whole error taxonomy.  Exceptions are used inside; they become an errno
// in filesystem/fuse/kernel/errno_mapping and an exit code in the programs.
//
//   FormatError        a file is not what the format says it must be
//   UnsupportedError   a FormatError of a file that may be sound, but needs a
//                      newer version of this program or higher limits
//   CorruptChunkError  a chunk's bytes are not proven by its checksum and size
//   UsageError         a person asked for something that cannot be done
//   BusyError          another process is writing the same files
//   Stopped            the caller asked to stop, and the work has not been done
//   std::system_error  the operating system refused, with its errno
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

// Throws std::system_error for `error_number`; `what` says what was tried and
// on which file, for example "open /data/x.cbin".
[[noreturn]] void throw_system_error(int error_number, std::string_view what);

// The same, with the current errno.
[[noreturn]] void throw_errno(std::string_view what);

// Whether a file system says by this errno that it does not know what it was
// asked for.  EPERM is one: permissions on vfat, hard links on several.
bool is_unsupported(int error_number);

// The text of the exception being handled.
// Requires: called inside a catch block.
std::string current_exception_message();

}  // namespace mtscomp
