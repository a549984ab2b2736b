// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The status of a mount as text for users.  This text is the content of
// status.txt in the mount's .mtscompfs directory.  `mtscompfs --status` prints
// the text.
#pragma once

#include <string>

#include "programs/mount/status/mount_status.h"

namespace mtscomp {

// Returns several lines, with a newline at the end.  Control characters in
// paths, and bytes that are not UTF-8, are escaped.  `problems` is the text of
// the problem list.
std::string status_text(const MountStatus& status, const std::string& problems);

}  // namespace mtscomp
