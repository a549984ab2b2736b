// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/file_version.h"

namespace mtscomp {

bool FileVersion::is_in(const struct stat& now) const {
  FileIdentity identity = FileIdentity::of(now);
  if (had_link_ && now.st_nlink == 0) {
    identity.ctime_ns = opened_.ctime_ns;
  }
  return identity == opened_;
}

}  // namespace mtscomp
