// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The content that a file had when it was opened, and whether the open file
// still has it.
#pragma once

#include <sys/stat.h>

#include "mtscomp/base/file_identity.h"

namespace mtscomp {

class FileVersion {
 public:
  // `opened` is the status of the open file.
  explicit FileVersion(const struct stat& opened)
      : opened_(FileIdentity::of(opened)), had_link_(opened.st_nlink > 0) {}

  const FileIdentity& opened() const { return opened_; }

  // Whether the file, whose status is now `now`, has the content it was opened
  // with.  Removing the last name of a file changes only its status change
  // time: a file without names cannot be overwritten by name, so this is no
  // change of its content.
  bool is_in(const struct stat& now) const;

 private:
  FileIdentity opened_;
  bool had_link_;  // Some file systems count no links.
};

}  // namespace mtscomp
