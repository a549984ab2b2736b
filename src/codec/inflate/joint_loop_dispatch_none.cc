// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/joint_loop.h"

namespace mtscomp {

JointLoop usable_joint_loop() { return nullptr; }

}  // namespace mtscomp
