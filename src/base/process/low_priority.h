// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Lowers the priority of a process that must not slow down other processes.
#pragma once

namespace mtscomp {

// Sets the lowest CPU priority (nice 19) and the idle I/O class for the calling
// thread and threads that it starts later.  Some disk schedulers ignore the I/O
// class.  Errors are ignored.
void lower_priority();

}  // namespace mtscomp
