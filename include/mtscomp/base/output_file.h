// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A file that appears under its name only when it is complete.
//
// While the file is being written, it is a partial file: the file has a
// temporary name (partial_name.h), the writer holds a lock on the file, and
// only the owner can read the file.  publish() renames the file to its final
// name.  The destructor removes the file if it was not published.  Two
// processes of one host never write the same file at the same time
// (partial_files.h).
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
  // Returns the number of bytes written so far.
  std::uint64_t size() const { return size_; }

  // Appends all bytes.  Throws: std::system_error.
  void write(std::span<const std::byte> bytes);

  // Waits until the written bytes are on the disk.  Throws: std::system_error.
  void sync();

  // If a file exists at the target, reads its owner, group and permissions.
  // publish() then sets the same owner, group and permissions on the new file
  // (give_permissions()).
  void take_permissions();

  // Makes publish() set the owner and group of `source` on the new file
  // (give_permissions()).  The new file gets a permission only if `source` has
  // this permission, and if a new file of this process has it by default.  The
  // owner can always read and write.  If take_permissions() found a file at the
  // target, `source` is ignored.
  void take_source_permissions(FilePermissions source);

  // Makes publish() set this modification time.
  void take_source_time(const timespec& modified) { modified_ = modified; }

  // Renames the partial file to the target.  With kReplace, calls
  // take_permissions() first, unless take_source_permissions() was called.
  // Call sync() before publish() if the file must survive a crash.
  // Requires: must be called only once.
  // Throws: std::system_error, with EEXIST if the target exists and `existing`
  // is kRefuse.
  void publish(Existing existing);

  // Returns true if the file at the target is still the file that publish() put
  // there.
  // Throws: std::system_error.
  bool is_in_place() const;

  // Removes the published file.  A file that publish() replaced is not
  // restored.
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

// Checks whether a new file may be published at `target`.  Symlinks are
// followed.
// Throws: UsageError if `target` exists and is not a regular file, or if
// `target` exists and `existing` is kRefuse; std::system_error.
void refuse_existing(const FileLocation& target, Existing existing);

// Checks that no file exists at `target`.  For programs that never replace a
// file and have no option --overwrite.
// Throws: UsageError if `target` exists; std::system_error.
void refuse_existing(const FileLocation& target);

}  // namespace mtscomp
