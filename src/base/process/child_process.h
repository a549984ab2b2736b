// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Waits for a child process.
#pragma once

#include <sys/types.h>

#include <optional>

namespace mtscomp {

// Waits until the child ends and returns its exit status.  Returns nothing if a
// signal killed the child or if the exit status is unknown.
std::optional<int> wait_for_exit(pid_t child) noexcept;

}  // namespace mtscomp
