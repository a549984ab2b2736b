// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A file that appears under its name only when it is whole.
//
// It is written under a name of its own (partial_name.h), locked by its writer,
// readable by its owner alone, and renamed into place; dropped unpublished, it
// is removed.  Two processes of one host never write the same file at a time
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
  std::uint64_t size() const { return size_; }  // Bytes written so far.

  // Appends all of it.  Throws: std::system_error.
  void write(std::span<const std::byte> bytes);

  // Waits until what was written is on the disk.  Throws: std::system_error.
  void sync();

  // It is going to have owner, group and permissions of the file that has its
  // name now, if there is one, as give_permissions() says; instead of those
  // that any new file gets there.
  void take_permissions();

  // Unless take_permissions() finds a file to replace, it is going to have
  // owner and group of the file that it is made of, as give_permissions() says,
  // and of its permissions those that any new file gets there; its owner may
  // read and write it.
  void take_source_permissions(FilePermissions source);

  // It is going to have this modification time.
  void take_source_time(const timespec& modified) { modified_ = modified; }

  // Renames it into place, for kReplace after take_permissions() if it has no
  // source; sync() comes first if it is to survive a crash.
  // Requires: called once.
  // Throws: std::system_error, EEXIST for kRefuse.
  void publish(Existing existing);

  // Whether the target's name still stands for the published file.
  // Throws: std::system_error.
  bool is_in_place() const;

  // Removes the published file.  A file that it replaced does not come back.
  void withdraw() noexcept;

 private:
  void remove_partial() noexcept;
  void give_attributes();
  bool is_named(const FileLocation& location) const;

  FileLocation target_;
  FileLocation partial_;
  mode_t mode_ =
      0;  // Once it is published, unless one of these says otherwise.
  std::optional<FilePermissions> replaced_;
  std::optional<FilePermissions> source_;
  std::optional<timespec> modified_;
  FileDescriptor file_;
  std::uint64_t size_ = 0;
  bool is_published_ = false;
};

// Throws: UsageError if `target` exists and may not be replaced, or is no
// regular file; the target of a symlink counts.  std::system_error.
void refuse_existing(const FileLocation& target, Existing existing);

// For programs that never replace a file, and have no --overwrite to advise.
// Throws: UsageError if `target` exists; std::system_error.
void refuse_existing(const FileLocation& target);

}  // namespace mtscomp
