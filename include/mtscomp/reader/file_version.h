// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Detects whether the content of an open file has changed since the file was
// opened.  Thread-safe.
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
    kSame,  // The content has not changed.
    // Only times changed.  The cause is touch, chmod or link, or a write.
    kUnknown,
    kChanged
  };

  // `opened` is the status of the file when it was opened.
  explicit FileVersion(const struct stat& opened)
      : opened_(FileIdentity::of(opened)),
        had_link_(opened.st_nlink > 0),
        accepted_(opened_) {}

  const FileIdentity& opened() const { return opened_; }

  // `now` is the present status of the open file.  Removing the last name of
  // the file changes only its status change time.  The result is then kSame,
  // because no process can open a file without names by a name and overwrite
  // it.
  State state_of(const struct stat& now) const;

  // Records whether the content of the file was found to be unchanged
  // (is_same).  `now` is the present identity of the file.
  void settle(const FileIdentity& now, bool is_same);

 private:
  const FileIdentity opened_;
  const bool had_link_;  // False if the file system always reports 0 links.
  mutable Mutex mutex_;
  FileIdentity accepted_ GUARDED_BY(mutex_);
  std::optional<FileIdentity> rejected_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
