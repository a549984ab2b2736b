// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A file that appears under its name only when it is complete.
//
// While it is written, it is a partial file: it has another name
// (partial_name.h), its writer holds a lock, and only its owner can read it.
// publish() renames it to its name.  The destructor removes a file that was not
// published.  Two processes of one host never write the same file at the same
// time (partial_files.h).
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <span>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/base/file_permissions.h"

namespace MTSCOMP_API mtscomp {

enum class Existing { kRefuse, kReplace };

class OutputFile {
 public:
  // Creates the partial file in the target's directory.
  // Throws: BusyError if another process of this host writes the same file;
  // std::system_error.
  explicit OutputFile(FileLocation target);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  const FileLocation& target() const { return target_; }
  std::uint64_t size() const { return size_; }  // Bytes written so far.

  // Appends all bytes.  Throws: std::system_error.
  void write(std::span<const std::byte> bytes);

  // Waits until the written bytes are on the disk.  Throws: std::system_error.
  void sync();

  // Reads owner, group and permissions of the file at the target, if there is
  // one.  publish() applies them, as give_permissions() does, instead of the
  // permissions of a new file.
  void take_permissions();

  // Unless take_permissions() found a file to replace, publish() copies owner
  // and group of the source, as give_permissions() does.  The permissions are
  // those that both the source and any new file have; the owner can always read
  // and write.
  void take_source_permissions(FilePermissions source);

  // publish() sets this modification time.
  void take_source_time(const timespec& modified) { modified_ = modified; }

  // Renames the partial file to the target.  Calls take_permissions() first for
  // kReplace, unless take_source_permissions() was called.  Call sync() before
  // it if the file must survive a crash.
  // Requires: called once.
  // Throws: std::system_error, with EEXIST if the target exists (kRefuse).
  void publish(Existing existing);

  // Whether the target is still the published file.
  // Throws: std::system_error.
  bool is_in_place() const;

  // Removes the published file.  A replaced file is not restored.
  void withdraw() noexcept;

 private:
  void remove_partial() noexcept;
  void give_attributes();
  bool is_named(const FileLocation& location) const;

  FileLocation target_;
  FileLocation partial_;
  // Mode of the published file, if neither replaced_ nor source_ is set.
  mode_t mode_ = 0;
  std::optional<FilePermissions> replaced_;
  std::optional<FilePermissions> source_;
  std::optional<timespec> modified_;
  FileDescriptor file_;
  std::uint64_t size_ = 0;
  bool is_published_ = false;
};

// Refuses a target that exists and may not be replaced, or that is not a
// regular file.  Symlinks are followed.
// Throws: UsageError; std::system_error.
void refuse_existing(const FileLocation& target, Existing existing);

// For programs that never replace a file and have no --overwrite.
// Throws: UsageError if `target` exists; std::system_error.
void refuse_existing(const FileLocation& target);

}  // namespace mtscomp
