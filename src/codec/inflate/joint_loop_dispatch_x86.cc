// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/joint_loop.h"

namespace mtscomp {

JointLoop usable_joint_loop() {
  const bool is_usable = static_cast<bool>(__builtin_cpu_supports("bmi")) &&
                         static_cast<bool>(__builtin_cpu_supports("bmi2"));
  return is_usable ? joint_loop_x86 : nullptr;
}

}  // namespace mtscomp
