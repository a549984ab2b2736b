// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Backups of the files of an older pair.  The writer renames these files before
// it publishes the new pair.  Then it removes the backups or, if publishing
// failed, restores the files.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {

// Whether both are the status of the same unchanged file, or both are empty.  A
// renamed file is still the same file.
bool is_same_file(const std::optional<struct stat>& a,
                  const std::optional<struct stat>& b);

// Throws: BusyError if the file with this name is not the `expected` one,
// because another writer replaced or removed it; std::system_error.
void require_same(const FileLocation& file, const struct stat& expected);

// A renamed file, which can be restored or removed.  Not thread-safe.
class Backup {
 public:
  // Renames the file.  Throws: as require_same().
  Backup(const FileLocation& file, const std::string& suffix,
         const struct stat& expected);
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;
  // Calls restore().
  ~Backup();

  // Restores the file over `published`, a file of this writer that could not be
  // removed.  Never replaces the file of another writer.  Errors are logged.
  void restore_over(const OutputFile& published) noexcept;

  // Restores the file under its old name.  If another file has this name, or on
  // an error, keeps the backup and logs its path.
  void restore() noexcept;

  // Keeps the backup, and logs its path.
  void leave() noexcept;

  // Removes the backup.  If this fails, the next writer removes it.
  void discard() noexcept;

 private:
  FileLocation file_;
  FileLocation aside_;
  bool is_aside_ = false;
};

}  // namespace mtscomp
