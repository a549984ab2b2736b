// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/half.h"

#include <bit>
#include <cmath>

namespace mtscomp {
namespace {

constexpr unsigned kFractionBits = 10;
constexpr unsigned kDroppedBits = 23 - kFractionBits;
constexpr std::uint32_t kHalfFraction = (1U << kFractionBits) - 1;
constexpr std::uint32_t kHalfExponent = 0x1f;
constexpr std::uint32_t kHalfInfinity = kHalfExponent << kFractionBits;
constexpr std::uint32_t kFloatInfinity = 0x7f800000U;
constexpr std::uint32_t kFloatFraction = 0x007fffffU;
constexpr std::uint32_t kExponentRebias = 127 - 15;

// Shifts right, rounding to nearest, ties to even.
std::uint32_t shift_right_rounded(std::uint32_t bits, unsigned shift) {
  const std::uint32_t odd = (bits >> shift) & 1U;
  return (bits + (1U << (shift - 1)) - 1 + odd) >> shift;
}

// A NaN keeps its sign and the top of its payload, and stays a NaN.
std::uint32_t narrow_nan(std::uint32_t magnitude) {
  const std::uint32_t payload = (magnitude & kFloatFraction) >> kDroppedBits;
  return kHalfInfinity + (payload == 0 ? 1 : payload);
}

// Below the smallest normal half, 2^-14: a multiple of 2^-24.
std::uint32_t narrow_subnormal(std::uint32_t magnitude) {
  constexpr unsigned kSmallestThatRoundsUp = 102;  // 2^-25, as exponent field.
  constexpr unsigned kUnitShift = 126;             // 2^-24 needs no shift.
  const std::uint32_t exponent = magnitude >> 23U;
  if (exponent < kSmallestThatRoundsUp) {
    return 0;
  }
  const std::uint32_t significand = (magnitude & kFloatFraction) | 0x00800000U;
  return shift_right_rounded(significand, kUnitShift - exponent);
}

std::uint32_t narrow_magnitude(std::uint32_t magnitude) {
  constexpr std::uint32_t kSmallestNormal = (kExponentRebias + 1) << 23U;
  constexpr std::uint32_t kTooLarge =
      0x477ff000U;  // 65520: rounds to infinity.
  if (magnitude > kFloatInfinity) {
    return narrow_nan(magnitude);
  }
  if (magnitude >= kTooLarge) {
    return kHalfInfinity;
  }
  if (magnitude < kSmallestNormal) {
    return narrow_subnormal(magnitude);
  }
  return shift_right_rounded(magnitude - (kExponentRebias << 23U),
                             kDroppedBits);
}

}  // namespace

float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16U;
  const std::uint32_t exponent = (half >> kFractionBits) & kHalfExponent;
  const std::uint32_t fraction = half & kHalfFraction;
  if (exponent == 0) {
    constexpr int kSmallestExponent = -24;
    const float magnitude =
        std::ldexp(static_cast<float>(fraction), kSmallestExponent);
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(magnitude));
  }
  const std::uint32_t wide = exponent == kHalfExponent
                                 ? kFloatInfinity
                                 : (exponent + kExponentRebias) << 23U;
  return std::bit_cast<float>(sign | wide | (fraction << kDroppedBits));
}

std::uint16_t float_to_half(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16U) & 0x8000U;
  return static_cast<std::uint16_t>(sign |
                                    narrow_magnitude(bits & 0x7fffffffU));
}

}  // namespace mtscomp
