// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An older pair that makes room for a new one: its two files have other names
// until the new pair is complete.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {

// Whether both are one file, or neither is any.  Renaming a file changes
// nothing.
bool is_same_file(const std::optional<struct stat>& a,
                  const std::optional<struct stat>& b);

// Throws: BusyError if the name does not stand for the `expected` file, since
// another writer has replaced or removed it; std::system_error.
void require_same(const FileLocation& file, const struct stat& expected);

// A file that has another name until it is known whether it is still needed.
class Backup {
 public:
  // Throws: as require_same().
  Backup(const FileLocation& file, const std::string& suffix,
         const struct stat& expected);
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;
  // Calls restore().
  ~Backup();

  // Restores it over `published`, a file of this writer that could not be
  // removed.  Another writer's file is never replaced.
  void restore_over(const OutputFile& published) noexcept;

  // Restores it, unless another file has its name by now; the log says where it
  // lies then.
  void restore() noexcept;

  // It keeps its other name, which the log says.
  void leave() noexcept;

  // It is not needed any more.  If it cannot be removed, the next writer does.
  void discard() noexcept;

 private:
  FileLocation file_;
  FileLocation aside_;
  bool is_aside_ = false;
};

}  // namespace mtscomp
