// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/connection_limit.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using std::chrono_literals::operator""s;
const ConnectionLimit::Clock::time_point kStart;

TEST(ConnectionLimitTest, IsHalvedDownToOne) {
  ConnectionLimit limit(16);
  for (const std::size_t expected : {8U, 4U, 2U, 1U, 1U}) {
    limit.slow_down(kStart + 1s, kStart + 1s);
    EXPECT_EQ(limit.get(), expected);
  }
}

TEST(ConnectionLimitTest, RequestsBeforeAReductionChangeNothing) {
  ConnectionLimit limit(16);
  limit.slow_down(kStart, kStart + 2s);
  limit.slow_down(kStart + 1s, kStart + 3s);
  EXPECT_EQ(limit.get(), 8U);
  limit.slow_down(kStart + 4s, kStart + 5s);
  EXPECT_EQ(limit.get(), 4U);
}

TEST(ConnectionLimitTest, RecoversSlowly) {
  ConnectionLimit limit(4);
  limit.slow_down(kStart, kStart);
  std::size_t n_successes = 0;
  for (; limit.get() < 4; ++n_successes) {
    limit.succeed();
  }
  EXPECT_EQ(n_successes, (2 + 3) * ConnectionLimit::kSuccessesPerConnection);
  limit.succeed();
  EXPECT_EQ(limit.get(), 4U);
}

}  // namespace
}  // namespace mtscomp
