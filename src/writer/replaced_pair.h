// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An older pair that makes room for a new one: its two files have other names
// until the new pair is complete.
#pragma once

#include <sys/stat.h>

#include <string>

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {

// A file that has another name until it is known whether it is still needed.
class SetAside {
 public:
  // Throws: UsageError if the name does not stand for the `expected` file any
  // more, since another writer has taken it; std::system_error.
  SetAside(const FileLocation& file, const std::string& suffix,
           const struct stat& expected);
  SetAside(const SetAside&) = delete;
  SetAside& operator=(const SetAside&) = delete;
  // Restores it, unless another file has its name by now; the log says where it
  // lies then.
  ~SetAside();

  // Restores it over `published`, a file of this writer that could not be
  // removed.  Another writer's file is never replaced.
  void restore_over(const OutputFile& published) noexcept;

  // It is not needed any more.  If it cannot be removed, the next writer does.
  void discard() noexcept;

 private:
  void require(const FileLocation& file, const struct stat& expected) const;
  void restore() noexcept;

  FileLocation file_;
  FileLocation aside_;
  bool is_aside_ = false;
};

}  // namespace mtscomp
