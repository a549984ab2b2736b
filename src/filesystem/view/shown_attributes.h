// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Owner, group and permissions of files as a mount shows them.
#pragma once

#include <sys/stat.h>

#include <optional>

namespace mtscomp {

struct ShownAttributes {
  std::optional<uid_t> uid;
  std::optional<gid_t> gid;
  mode_t mask = 0;  // Permissions removed from every file.

  void apply(struct stat& status) const {
    status.st_uid = uid.value_or(status.st_uid);
    status.st_gid = gid.value_or(status.st_gid);
    if (!S_ISLNK(status.st_mode)) {
      status.st_mode &= ~mask;
    }
  }
};

}  // namespace mtscomp
