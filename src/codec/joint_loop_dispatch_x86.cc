// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/joint_loop.h"

namespace mtscomp {

JointLoop usable_joint_loop() {
  const bool is_usable =
      __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0;
  return is_usable ? joint_loop_x86 : nullptr;
}

}  // namespace mtscomp
