// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/memory/malloc_settings.h"

#include <malloc.h>

namespace mtscomp {

void return_large_blocks() {
  constexpr int kBytes = 1 << 20;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): it takes the allocator's lock.
  ::mallopt(M_MMAP_THRESHOLD, kBytes);
}

void share_heaps() {
  constexpr int kHeaps = 2;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): it takes the allocator's lock.
  ::mallopt(M_ARENA_MAX, kHeaps);
}

}  // namespace mtscomp
