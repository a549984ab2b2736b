// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/core_count.h"

#include <algorithm>
#include <thread>

namespace mtscomp {

// hardware_concurrency() returns 0 if the number is unknown.
std::size_t core_count() {
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace mtscomp
