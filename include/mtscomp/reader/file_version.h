// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tells whether an open file still has the content that it had when it was
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
    kSame,     // The content has not changed.
    kUnknown,  // Only times changed: by touch, chmod, link or a write.
    kChanged
  };

  // `opened` is the status of the file when it was opened.
  explicit FileVersion(const struct stat& opened)
      : opened_(FileIdentity::of(opened)),
        had_link_(opened.st_nlink > 0),
        accepted_(opened_) {}

  const FileIdentity& opened() const { return opened_; }

  // `now` is the present status of the open file.  If the last name of the file
  // was removed, only its status change time changes, and the result is kSame:
  // a file without names cannot be overwritten by name.
  State state_of(const struct stat& now) const;

  // Records whether the file with the identity `now` has the content that was
  // opened.
  void settle(const FileIdentity& now, bool is_same);

 private:
  const FileIdentity opened_;
  const bool had_link_;  // Some file systems report 0 links.
  mutable Mutex mutex_;
  FileIdentity accepted_ GUARDED_BY(mutex_);
  std::optional<FileIdentity> rejected_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
