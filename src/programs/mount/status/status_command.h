// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Implements mtscompfs --status MOUNTPOINT.
#pragma once

#include <string>

namespace mtscomp {

// Returns the status of the mount at `mount_point`, as text for users.
// Throws: UsageError if there is no mount, or if another user mounted it;
// std::system_error.
std::string ask_status(const std::string& mount_point);

}  // namespace mtscomp
