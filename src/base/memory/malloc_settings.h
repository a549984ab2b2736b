// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Settings of glibc's allocator.  They determine how much freed memory the
// process keeps.
#pragma once

namespace mtscomp {

// Makes glibc return blocks of 1 MiB and more to the system when they are
// freed.  By default, glibc raises this limit to the size of the largest block
// that was freed, and then keeps all smaller blocks.
void return_large_blocks();

// Makes all threads share two heaps.  By default, glibc creates up to eight
// heaps for each core.  Every heap keeps the maximum amount of memory that its
// threads ever used.
// Requires: no other thread may have allocated memory before this call.
void share_heaps();

}  // namespace mtscomp
