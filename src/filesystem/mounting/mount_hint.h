// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Explains known reasons of a failed mount.  libfuse and fusermount3 print only
// the error, without reason and remedy.
#pragma once

#include <string>

namespace mtscomp {

struct MountConditions {
  int device_error = 0;  // errno of opening /dev/fuse; 0: success.
  bool is_root = false;
  bool has_admin_capability = false;  // CAP_SYS_ADMIN, which mount(2) needs.
  bool has_fusermount = false;        // fusermount3 is in PATH.
  bool has_apparmor_profile = false;  // For fusermount3.
};

// Returns the current conditions of this process.
MountConditions current_mount_conditions();

// Returns the reason and the remedy, as part of a message.  Empty if the reason
// is unknown.
std::string explain_failed_mount(const MountConditions& conditions);

}  // namespace mtscomp
