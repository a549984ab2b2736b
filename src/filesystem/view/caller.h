// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The user of a request, compared with the mode of a file as the kernel does.
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
  // Called if the decision depends on it.
  std::function<std::vector<gid_t>()> other_groups = nullptr;
  // The kernel compares with the owner and group that the mount shows.
  ShownAttributes shown = {};

  // Whether `file`'s mode grants `permission` (S_IROTH, S_IXOTH; for any class)
  // to the class that this user is in.  It grants root everything.
  bool is_granted(struct stat file, mode_t permission) const;
};

}  // namespace mtscomp
