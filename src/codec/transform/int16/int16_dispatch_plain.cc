// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/int16/int16_kernels.h"

namespace mtscomp {

std::vector<Int16Kernels> usable_int16_kernels() {
  return {plain_int16_kernels()};
}

}  // namespace mtscomp
