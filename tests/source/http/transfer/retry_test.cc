// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/retry.h"

#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr double kAlmostOne = 0.999999999;
const RetryBudget::Clock::time_point kStart;

TEST(RetryTest, TheLongestDelayDoublesUpToTenSeconds) {
  const RetryPolicy policy;
  EXPECT_EQ(backoff_delay(policy, 1, kAlmostOne), 200ms);
  EXPECT_EQ(backoff_delay(policy, 2, kAlmostOne), 400ms);
  EXPECT_EQ(backoff_delay(policy, 6, kAlmostOne), 6400ms);
  EXPECT_EQ(backoff_delay(policy, 7, kAlmostOne), 10'000ms);
  EXPECT_EQ(backoff_delay(policy, 4'000'000'000, kAlmostOne), 10'000ms);
}

TEST(RetryTest, DelaysAreSpreadFromZero) {
  const RetryPolicy policy;
  EXPECT_EQ(backoff_delay(policy, 7, 0), 0ms);
  EXPECT_EQ(backoff_delay(policy, 1, 0.5), 100ms);
  EXPECT_EQ(backoff_delay(policy, 3, 0.25), 200ms);
}

TEST(RetryTest, EndsWithTheBudget) {
  RetryBudget budget({.first_delay = 10s, .longest_delay = 10s, .budget = 60s},
                     kStart);
  EXPECT_EQ(budget.next_delay(kStart + 50s, 0), 0ms);
  EXPECT_EQ(budget.next_delay(kStart + 50s, kAlmostOne), 10s);
  EXPECT_EQ(budget.next_delay(kStart + 50001ms, kAlmostOne), std::nullopt);
  EXPECT_EQ(budget.next_delay(kStart + 60s, 0), 0ms);
  EXPECT_EQ(budget.next_delay(kStart + 60001ms, 0), std::nullopt);
  EXPECT_EQ(budget.n_failures(), 5);
}

TEST(RetryTest, ObeysTheServer) {
  RetryBudget budget({}, kStart);
  EXPECT_EQ(budget.next_delay(kStart, kAlmostOne, 5s), 5s);
  EXPECT_EQ(budget.next_delay(kStart, kAlmostOne, 0s), 400ms);
  EXPECT_EQ(budget.next_delay(kStart, 0, 60s), 60s);
  EXPECT_EQ(budget.next_delay(kStart, 0, 61s), std::nullopt);
  EXPECT_EQ(budget.next_delay(kStart, 0, 366 * 24h), std::nullopt);
}

TEST(RetryTest, ParsesSecondsAndDates) {
  const HttpTime now = *parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(parse_retry_after("120", now), 120s);
  EXPECT_EQ(parse_retry_after(" 0 ", now), 0s);
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:50:07 GMT", now), 30s);
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:49:36 GMT", now), 0s);
  for (const char* const text :
       {"", "-1", "1.5", "+1", "1s", "tomorrow", "0x10"}) {
    EXPECT_EQ(parse_retry_after(text, now), std::nullopt) << text;
  }
}

TEST(RetryTest, LongTimesAreAYear) {
  const HttpTime now = *parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
  for (const char* const text :
       {"9223372036854775807", "99999999999999999999999",
        "Tue, 31 Dec 2199 23:59:59 GMT"}) {
    EXPECT_EQ(parse_retry_after(text, now), std::chrono::days(366)) << text;
  }
}

}  // namespace
}  // namespace mtscomp
