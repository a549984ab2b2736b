// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Gives up privileges that a process does not need (capabilities(7)).
#pragma once

#include <initializer_list>

namespace mtscomp {

// Permanently gives up all capabilities except the capabilities in `kept`.
// Programs that the process executes later cannot get more capabilities, not
// even setuid programs.  Applies to the calling thread and threads that it
// starts.
// Throws: std::system_error.
void keep_only_capabilities(std::initializer_list<int> kept);

// Gives up all capabilities.  Setuid programs that the process executes still
// get their capabilities.  Applies to the calling thread and threads that it
// starts.
// Throws: std::system_error.
void drop_capabilities();

// Returns true if the capability is in the effective set of the calling thread.
// Throws: std::system_error.
bool has_capability(int capability);

// Disables core dumps, and lets only root read the memory of this process.
// Core dumps and memory contain data that the process has read.
// Throws: std::system_error.
void keep_memory_private();

}  // namespace mtscomp
