// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/file_version.h"

namespace mtscomp {

FileVersion::State FileVersion::state_of(const struct stat& now) const {
  const FileIdentity identity = FileIdentity::of(now);
  FileIdentity without_times = identity;
  without_times.mtime_ns = opened_.mtime_ns;
  without_times.ctime_ns = opened_.ctime_ns;
  const MutexLock lock(mutex_);
  FileIdentity expected = accepted_;
  if (had_link_ && now.st_nlink == 0) {
    expected.ctime_ns = identity.ctime_ns;
  }
  if (identity == expected) {
    return State::kSame;
  }
  return without_times != opened_ || identity == rejected_ ? State::kChanged
                                                           : State::kUnknown;
}

void FileVersion::settle(const FileIdentity& now, bool is_same) {
  const MutexLock lock(mutex_);
  if (is_same) {
    accepted_ = now;
  } else {
    rejected_ = now;
  }
}

}  // namespace mtscomp
