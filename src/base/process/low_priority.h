// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Leaving the processor and the disks to others.
#pragma once

namespace mtscomp {

// Lowers the calling thread, and every thread that it starts from here on, to
// the lowest CPU priority (nice 19) and to the idle class of I/O, which some
// disk schedulers heed and others do not.  What cannot be lowered stays.
void lower_priority();

}  // namespace mtscomp
