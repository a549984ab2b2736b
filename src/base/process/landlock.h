// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Gives up the right to change files (landlock(7), Linux 5.13).  Giving up
// capabilities is not enough, because a process may still change files that its
// user owns.  root owns most files of a machine.
#pragma once

#include <initializer_list>

namespace mtscomp {

// Permanently forbids the calling thread, and threads that it starts, to
// create, remove, rename or open files for writing.  Existing files in and
// below `allowed` can still be opened for writing.  From Linux 6.12 on, also
// forbids signals to processes that this one did not start.  Open descriptors
// are not affected.
//
// Returns false if the kernel has no Landlock.
// Requires: keep_only_capabilities() was called.
// Throws: std::system_error.
bool give_up_writing(std::initializer_list<const char*> allowed);

}  // namespace mtscomp
