// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The user of a request.  Checks a file's mode for this user like the kernel.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <vector>

#include "filesystem/view/shown_attributes.h"

namespace mtscomp {

// By default root.
struct Caller {
  uid_t user = 0;
  gid_t group = 0;
  // Supplementary groups; called only if the result depends on them.
  std::function<std::vector<gid_t>()> other_groups = nullptr;
  // Owner and group as the mount shows them: the kernel checks with these.
  ShownAttributes shown = {};

  // Whether the mode of `file` grants `permission` to this user, as owner,
  // group member or other user.  `permission` is S_IROTH or S_IXOTH, whichever
  // class the user is in.  Root is granted everything.
  bool is_granted(struct stat file, mode_t permission) const;
};

}  // namespace mtscomp
