// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Backups of the files of an older pair: they are renamed until the new pair is
// complete, then restored or removed.
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

// Throws: BusyError if the name is not that of the `expected` file, because
// another writer replaced or removed it; std::system_error.
void require_same(const FileLocation& file, const struct stat& expected);

// A file that was renamed and may have to be restored.  For one thread.
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

  // Restores the file.  If another file has its name, or on an error, the
  // backup stays and its path is logged.
  void restore() noexcept;

  // Keeps the backup under its name, and logs this name.
  void leave() noexcept;

  // Removes the backup.  If this fails, the next writer removes it.
  void discard() noexcept;

 private:
  FileLocation file_;
  FileLocation aside_;
  bool is_aside_ = false;
};

}  // namespace mtscomp
