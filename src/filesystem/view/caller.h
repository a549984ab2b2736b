// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The user who sent a request.  is_granted() checks a file's mode for this user
// in the same way as the kernel.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <vector>

#include "filesystem/view/shown_attributes.h"

namespace mtscomp {

// The default caller is root.
struct Caller {
  uid_t user = 0;
  gid_t group = 0;
  // Returns the supplementary groups.  Called only if a result depends on them.
  std::function<std::vector<gid_t>()> other_groups = nullptr;
  // Owner and group that the mount shows for files.  is_granted() uses them,
  // because the kernel uses them too.
  ShownAttributes shown = {};

  // Returns true if the mode of `file` grants `permission` to this user, as
  // owner, group member or other user.  `permission` is S_IROTH or S_IXOTH,
  // also for an owner or a group member.  For root, returns true.
  bool is_granted(struct stat file, mode_t permission) const;
};

}  // namespace mtscomp
