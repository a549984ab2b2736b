// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Why a mount failed, where it can be recognised: libfuse and fusermount3 print
// the error, and neither its reason nor the remedy.
#pragma once

#include <string>

namespace mtscomp {

struct MountConditions {
  int device_error = 0;  // The errno of opening /dev/fuse; 0 if it opens.
  bool is_root = false;
  bool has_admin_capability = false;  // CAP_SYS_ADMIN, which mount(2) needs.
  bool has_fusermount = false;        // fusermount3 is in PATH.
  bool has_apparmor_profile = false;  // Of fusermount3.
};

// The conditions of this process, now.
MountConditions current_mount_conditions();

// Reason and remedy, in one or two sentences; empty if nothing is recognised.
std::string explain_failed_mount(const MountConditions& conditions);

}  // namespace mtscomp
