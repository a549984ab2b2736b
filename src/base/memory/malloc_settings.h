// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What glibc's allocator keeps of memory that was freed.
#pragma once

namespace mtscomp {

// Blocks of 1 MiB and more go back to the system when they are freed.  By
// itself glibc raises that bound to what it has seen freed, and keeps such
// blocks from then on.
void return_large_blocks();

// All threads share two heaps.  By itself glibc makes eight for each core, and
// each of them keeps what its threads once needed at most.
// Requires: no other thread has allocated yet.
void share_heaps();

}  // namespace mtscomp
