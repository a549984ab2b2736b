// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Giving up the right to change files (landlock(7), Linux 5.13).  Giving up
// capabilities does not do that: what a user owns is his to change, and root
// owns most of a machine.
#pragma once

#include <initializer_list>

namespace mtscomp {

// From here on, no file is created, removed, renamed or opened for writing, but
// those of `allowed`, and below them, may be opened if they are there; since
// Linux 6.12, no process is sent a signal but those that this one starts.  What
// is open stays as it is. Of the calling thread and those that it starts, for
// good.
//
// Returns false where the kernel cannot do that.
// Requires: keep_only_capabilities().
// Throws: std::system_error.
bool give_up_writing(std::initializer_list<const char*> allowed);

}  // namespace mtscomp
