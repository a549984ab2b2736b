// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/fast_loop.h"

namespace mtscomp {

FastLoop usable_fast_loop() {
  const bool is_usable = static_cast<bool>(__builtin_cpu_supports("bmi")) &&
                         static_cast<bool>(__builtin_cpu_supports("bmi2"));
  return is_usable ? fast_loop_x86 : nullptr;
}

}  // namespace mtscomp
