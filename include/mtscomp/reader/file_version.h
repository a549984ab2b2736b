// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The content that a file had when it was opened, and whether the open file
// still has it.  Thread-safe.
#pragma once

#include <sys/stat.h>

#include <optional>

#include "mtscomp/base/export.h"
#include "mtscomp/base/file_identity.h"
#include "mtscomp/base/mutex.h"

namespace MTSCOMP_API mtscomp {

class FileVersion {
 public:
  enum class State {
    kSame,     // The content is the one that was opened.
    kUnknown,  // Only times changed: touch, chmod, link, or an overwriting.
    kChanged
  };

  // `opened` is the status of the open file.
  explicit FileVersion(const struct stat& opened)
      : opened_(FileIdentity::of(opened)),
        had_link_(opened.st_nlink > 0),
        accepted_(opened_) {}

  const FileIdentity& opened() const { return opened_; }

  // `now` is the present status of the open file.  Removing the last name of a
  // file changes only its status change time: a file without names cannot be
  // overwritten by name, so its content is the same.
  State state_of(const struct stat& now) const;

  // Records whether the content in the state `now` is the one that was opened.
  void settle(const FileIdentity& now, bool is_same);

 private:
  const FileIdentity opened_;
  const bool had_link_;  // Some file systems count no links.
  mutable Mutex mutex_;
  FileIdentity accepted_ GUARDED_BY(mutex_);
  std::optional<FileIdentity> rejected_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
