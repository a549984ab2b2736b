// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Gives up the right to change files (landlock(7), Linux 5.13).  Giving up
// capabilities is not enough: without capabilities, a process may still change
// files that its user owns.  root owns most files of a machine.
#pragma once

#include <initializer_list>

namespace mtscomp {

// Permanently forbids the calling thread, and threads that it starts, to
// create, remove and rename files, and to open files for writing.  Existing
// files in and below `allowed` can still be opened for writing.  From Linux
// 6.12 on, these threads also cannot send signals to processes that they did
// not start.  Descriptors that are already open are not affected.
//
// Returns true if writing is now forbidden.  Returns false if the kernel has no
// Landlock, and forbids nothing then.
// Requires: keep_only_capabilities() must have been called before.
// Throws: std::system_error.
bool give_up_writing(std::initializer_list<const char*> allowed);

}  // namespace mtscomp
