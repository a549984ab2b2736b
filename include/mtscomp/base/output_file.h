// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A file that appears under its name only when it is whole.
//
// It is written under a name of its own (partial_name.h), locked by its writer,
// readable by its owner alone, and renamed into place; dropped unpublished, it
// is removed.  What a killed writer left behind can be told from what another
// is still writing: same host, and the lock is free.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_permissions.h"

namespace mtscomp {

enum class Existing { kRefuse, kReplace };

class OutputFile {
 public:
  // Creates the partial file in the target's directory.
  // Throws: UsageError if another process clears it away; std::system_error.
  explicit OutputFile(std::string path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  const std::string& path() const { return path_; }
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

  // Renames it into place, for kReplace after take_permissions() if it has no
  // source; sync() comes first if it is to survive a crash.
  // Requires: called once.
  // Throws: std::system_error, EEXIST for kRefuse.
  void publish(Existing existing);

  // Removes what was published.  What it replaced does not come back.
  void withdraw() noexcept;

 private:
  std::string path_;
  std::string partial_path_;
  mode_t mode_;  // Once it is published, unless one of these says otherwise.
  std::optional<FilePermissions> replaced_;
  std::optional<FilePermissions> source_;
  FileDescriptor file_;
  std::uint64_t size_ = 0;
  bool is_published_ = false;
};

// Waits until the names in the directory of `path` are on the disk.
// Throws: std::system_error.
void sync_directory_of(const std::string& path);

// Whether anything has that name, be it a symlink that leads nowhere.
// Throws: std::system_error.
bool is_there(const std::string& path);

// Throws: UsageError if `path` exists and may not be replaced, or is no regular
// file; of a symlink, what it leads to counts.  std::system_error.
void refuse_existing(const std::string& path, Existing existing);

// For those who never replace a file, and have no --overwrite to advise.
// Throws: UsageError if `path` exists.
void refuse_existing(const std::string& path);

// A partial file whose writer is gone.
struct AbandonedPartial {
  std::string path;
  FileDescriptor lock;  // While it is held, nobody else takes the file for his.
};

// A file that has a kept_path_of() with a suffix.
struct KeptFile {
  std::string path;
  std::string suffix;
};

// What writers of `path` on this host have made beside it.
struct Partials {
  std::vector<AbandonedPartial> abandoned;
  std::vector<KeptFile> kept;     // By writers that may live, or not.
  bool is_being_written = false;  // By a writer that lives.
};

// Throws: std::system_error.
Partials find_partials(const std::string& path);

// Throws: UsageError if one of them is being written.
void refuse_live_writer(const Partials& partials, const std::string& path);

// Removes the partial files that writers on this host left behind; what they
// kept stays.
// Throws: UsageError if one is still writing; std::system_error.
void clear_partials(const std::string& path);

}  // namespace mtscomp
