// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/fast_loop.h"

namespace mtscomp {

FastLoop usable_fast_loop() { return nullptr; }

}  // namespace mtscomp
