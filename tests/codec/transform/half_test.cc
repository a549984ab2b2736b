// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/half.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "support/reference_half.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

constexpr std::uint32_t kNHalves = 0x10000;
constexpr std::uint16_t kInfinity = 0x7c00;

bool is_nan(std::uint16_t half) { return (half & 0x7fffU) > kInfinity; }

// Compares with the reference, with both signs.
void expect_nearest(float magnitude) {
  for (const float value : {magnitude, -magnitude}) {
    EXPECT_EQ(float_to_half(value), reference_nearest_half(value))
        << std::hexfloat << value;
  }
}

TEST(HalfToFloatTest, IsExactForEveryHalf) {
  for (std::uint32_t half = 0; half < kNHalves; ++half) {
    const auto bits = static_cast<std::uint16_t>(half);
    const double expected = reference_half_value(bits);
    const float found = half_to_float(bits);
    if (is_nan(bits)) {
      EXPECT_TRUE(std::isnan(found)) << half;
    } else {
      EXPECT_EQ(found, expected) << half;
      EXPECT_EQ(std::signbit(found), std::signbit(expected)) << half;
    }
  }
}

TEST(HalfToFloatTest, KnowsTheLandmarks) {
  EXPECT_EQ(half_to_float(0x3c00), 1.0F);
  EXPECT_EQ(half_to_float(0xc000), -2.0F);
  EXPECT_EQ(half_to_float(0x7bff), 65504.0F);
  EXPECT_EQ(half_to_float(0x0400), 0x1p-14F);
  EXPECT_EQ(half_to_float(0x0001), 0x1p-24F);
  EXPECT_EQ(half_to_float(kInfinity), std::numeric_limits<float>::infinity());
}

TEST(HalfFromFloatTest, GivesBackEveryHalf) {
  for (std::uint32_t half = 0; half < kNHalves; ++half) {
    const auto bits = static_cast<std::uint16_t>(half);
    EXPECT_EQ(float_to_half(half_to_float(bits)), bits);
  }
}

TEST(HalfFromFloatTest, RoundsRandomFloatsToNearest) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 200'000; ++i) {
    const auto value =
        std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (!std::isnan(value)) {
      EXPECT_EQ(float_to_half(value), reference_nearest_half(value))
          << std::hexfloat << value;
    }
  }
}

TEST(HalfFromFloatTest, RoundsRandomFloatsOfTheHalfRangeToNearest) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 200'000; ++i) {
    const auto significand = static_cast<float>(random() & 0xffffffU);
    expect_nearest(
        std::ldexp(significand, static_cast<int>(random() % 45) - 52));
  }
}

TEST(HalfFromFloatTest, RoundsTiesToEvenAndTheirNeighboursAway) {
  for (std::uint16_t half = 0; half < kInfinity; ++half) {
    const float below = half_to_float(half);
    const float above =
        half + 1 == kInfinity
            ? 65536.0F
            : half_to_float(static_cast<std::uint16_t>(half + 1));
    const float tie = (below + above) / 2;
    expect_nearest(tie);
    expect_nearest(std::nextafter(tie, 0.0F));
    expect_nearest(std::nextafter(tie, 1e30F));
  }
}

TEST(HalfFromFloatTest, OverflowsToInfinityHalfwayToTheNextHalf) {
  EXPECT_EQ(float_to_half(65519.996F), 0x7bff);
  EXPECT_EQ(float_to_half(65520.0F), kInfinity);
  EXPECT_EQ(float_to_half(-65520.0F), 0xfc00);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::infinity()), kInfinity);
}

TEST(HalfFromFloatTest, UnderflowsToSignedZero) {
  EXPECT_EQ(float_to_half(0x1p-25F), 0x0000);
  EXPECT_EQ(float_to_half(-0x1p-25F), 0x8000);
  EXPECT_EQ(float_to_half(std::numeric_limits<float>::denorm_min()), 0x0000);
  EXPECT_EQ(float_to_half(-0.0F), 0x8000);
}

TEST(HalfFromFloatTest, KeepsNanNanWithItsSign) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 10'000; ++i) {
    const std::uint32_t sign = (random() % 2 == 0) ? 0 : 0x80000000U;
    const std::uint32_t payload = std::max<std::uint32_t>(
        1, static_cast<std::uint32_t>(random()) & 0x7fffffU);
    const std::uint16_t half =
        float_to_half(std::bit_cast<float>(sign | 0x7f800000U | payload));
    EXPECT_TRUE(is_nan(half)) << payload;
    EXPECT_EQ(half >= 0x8000, sign != 0) << payload;
  }
}

TEST(HalfFromFloatTest, KeepsNanWhosePayloadIsTooLow) {
  EXPECT_TRUE(is_nan(float_to_half(std::bit_cast<float>(0x7f800001U))));
}

}  // namespace
}  // namespace mtscomp
