// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Giving up what a process may do and does not need (capabilities(7)).
#pragma once

#include <initializer_list>

namespace mtscomp {

// Gives up all capabilities but these, of those that there are, for good:
// whatever is executed later gets no more either, setuid programs included.
// Of the calling thread and those that it starts.
// Throws: std::system_error.
void keep_only_capabilities(std::initializer_list<int> kept);

// Gives up all capabilities.  Setuid programs still get what is theirs.
// Of the calling thread and those that it starts.
// Throws: std::system_error.
void drop_capabilities();

// Whether the calling thread has the capability in effect.
// Throws: std::system_error.
bool has_capability(int capability);

// No core dumps from here on, and nobody but root looks into the memory of this
// process: both would show what it has read.  Throws: std::system_error.
void keep_memory_private();

}  // namespace mtscomp
