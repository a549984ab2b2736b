// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Explains known reasons why mounting failed.  libfuse and fusermount3 print
// only the error.  They do not print the reason and the remedy.
#pragma once

#include <string>

namespace mtscomp {

struct MountConditions {
  int device_error = 0;  // errno of opening /dev/fuse.  0 means success.
  bool is_root = false;
  bool has_admin_capability = false;  // CAP_SYS_ADMIN, which mount(2) needs.
  bool has_fusermount = false;        // Whether fusermount3 is in PATH.
  // Whether AppArmor has a profile for fusermount3.
  bool has_apparmor_profile = false;
};

// Returns the current conditions of this process.
MountConditions current_mount_conditions();

// Returns the reason and the remedy, as part of a message.  If the reason is
// unknown, returns an empty string.
std::string explain_failed_mount(const MountConditions& conditions);

}  // namespace mtscomp
