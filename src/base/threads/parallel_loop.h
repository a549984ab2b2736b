// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs a loop whose iterations may wait for a server on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace mtscomp {

// Calls work(i) for each i below `n_items`, and returns when all calls have
// ended.  The calling thread runs the loop.  When a call has taken longer than
// 1 ms, up to n_threads - 1 more threads are started for the remaining items,
// so a loop whose data is in memory starts no thread.  If no thread can be
// started, the calling thread runs all items.
// Requires: `work` may be called on several threads at the same time.
// Throws: the first exception of `work`; the remaining items are not run.
void run_parallel(std::size_t n_items, std::size_t n_threads,
                  const std::function<void(std::size_t)>& work);

}  // namespace mtscomp
