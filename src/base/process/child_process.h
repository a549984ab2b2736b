// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Waiting for a child process.
#pragma once

#include <sys/types.h>

#include <optional>

namespace mtscomp {

// Returns the exit status of the child when it has ended; nothing where a
// signal killed it, or where it cannot be told how it ended.
std::optional<int> wait_for_exit(pid_t child) noexcept;

}  // namespace mtscomp
