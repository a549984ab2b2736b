// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscompfs --status MOUNTPOINT
#pragma once

#include <string>

namespace mtscomp {

// How the mount there is doing, for people.
// Throws: UsageError if there is none, or it is another user's;
// std::system_error.
std::string ask_status(const std::string& mount_point);

}  // namespace mtscomp
