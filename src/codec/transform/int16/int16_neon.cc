// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <arm_neon.h>

#include "codec/transform/int16/int16_simd.h"

namespace mtscomp {
namespace {

struct Neon {
  using Register = uint16x8_t;
  static constexpr std::size_t kValues = 8;

  static Register zero() { return vdupq_n_u16(0); }
  static Register add(Register a, Register b) { return vaddq_u16(a, b); }

  // Loaded as bytes, which need no alignment.
  static Register load(const std::byte* at) {
    return vreinterpretq_u16_u8(
        vld1q_u8(reinterpret_cast<const std::uint8_t*>(at)));
  }
  static Register load_tile(const std::byte* at, std::size_t /*pitch*/) {
    return load(at);
  }
  static void store(std::byte* at, Register values) {
    vst1q_u8(reinterpret_cast<std::uint8_t*>(at), vreinterpretq_u8_u16(values));
  }

  static Register low(Register a, Register b) { return vzip1q_u16(a, b); }
  static Register high(Register a, Register b) { return vzip2q_u16(a, b); }

  static Register prefix_sums(Register values) {
    values = add(values, vextq_u16(zero(), values, 7));
    values = add(values, vextq_u16(zero(), values, 6));
    return add(values, vextq_u16(zero(), values, 4));
  }
  static Register broadcast_last(Register values) {
    return vdupq_laneq_u16(values, 7);
  }
  static std::uint16_t first(Register values) {
    return vgetq_lane_u16(values, 0);
  }
};

}  // namespace

Int16Kernels neon_int16_kernels() {
  return Int16Simd<Neon, plain_int16_kernels>::kernels("NEON");
}

}  // namespace mtscomp
