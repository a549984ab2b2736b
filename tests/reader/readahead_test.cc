// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/readahead.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "support/seed.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
constexpr std::uint64_t kFar = 1000 * kMiB;

TEST(ReadaheadTest, FirstReadIsNewAndForetellsNothing) {
  Readahead streams;
  const StreamAccess access = streams.note(kFar, kMiB);
  EXPECT_TRUE(access.is_new);
  EXPECT_EQ(access.before, kFar);
  EXPECT_EQ(access.end, kFar + kMiB);
  EXPECT_EQ(access.ahead, 0U);
}

TEST(ReadaheadTest, ReadThatContinuesForetellsAsMuchAsWasRead) {
  Readahead streams;
  std::uint64_t at = 0;
  for (; at < Readahead::kTrigger - kMiB; at += kMiB) {
    EXPECT_EQ(streams.note(kFar + at, kMiB).ahead, 0U);
  }
  for (; at < 100 * kMiB; at += kMiB) {
    const StreamAccess access = streams.note(kFar + at, kMiB);
    EXPECT_FALSE(access.is_new);
    EXPECT_EQ(access.before, kFar + at);
    EXPECT_EQ(access.ahead, at + kMiB);
  }
}

TEST(ReadaheadTest, ReaderFromTheStartOfTheFileIsTrustedSooner) {
  Readahead streams;
  EXPECT_EQ(streams.note(0, Readahead::kTriggerAtStart - 1).ahead, 0U);
  EXPECT_EQ(streams.note(Readahead::kTriggerAtStart - 1, 1).ahead,
            Readahead::kTriggerAtStart);
}

// The kernel sends the requests of its readahead window out of order.
TEST(ReadaheadTest, ReadsMayComeOutOfOrder) {
  Readahead streams;
  std::mt19937_64 random(test_seed());
  std::vector<std::uint64_t> window = {0, 1, 2, 3, 4, 5, 6, 7};
  std::uint64_t n_new = 0;
  StreamAccess last;
  for (std::uint64_t base = 0; base < 64; base += window.size()) {
    std::shuffle(window.begin(), window.end(), random);
    for (const std::uint64_t i : window) {
      last = streams.note((base + i) * kMiB, kMiB);
      n_new += last.is_new ? 1U : 0U;
    }
  }
  EXPECT_EQ(n_new, 1U);
  EXPECT_EQ(last.end, 64 * kMiB);
  EXPECT_GE(last.ahead, 56 * kMiB);
}

TEST(ReadaheadTest, FarApartStreamsEachGoOn) {
  Readahead streams;
  for (std::uint64_t step = 0; step < 20; ++step) {
    for (std::uint64_t stream = 0; stream < Readahead::kMaxStreams; ++stream) {
      const StreamAccess access =
          streams.note((stream + 1) * kFar + step * kMiB, kMiB);
      EXPECT_EQ(access.is_new, step == 0);
      EXPECT_EQ(access.ahead != 0, (step + 1) * kMiB >= Readahead::kTrigger);
    }
  }
}

TEST(ReadaheadTest, OneStreamTooManyReplacesTheOldest) {
  Readahead streams;
  for (std::uint64_t stream = 0; stream <= Readahead::kMaxStreams; ++stream) {
    streams.note(stream * kFar, kMiB);
  }
  EXPECT_FALSE(streams.note(kFar + kMiB, kMiB).is_new);
  EXPECT_TRUE(streams.note(kMiB, kMiB).is_new);
}

TEST(ReadaheadTest, BackwardReadsForetellNothing) {
  Readahead streams;
  for (std::uint64_t at = 200 * kMiB; at > 0; at -= 4 * kMiB) {
    EXPECT_EQ(streams.note(at - 4 * kMiB, kMiB).ahead, 0U);
  }
}

TEST(ReadaheadTest, StridesForetellNothing) {
  Readahead streams;
  for (std::uint64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(streams.note((i + 1) * 32 * kMiB, 2 * kMiB).ahead, 0U);
  }
}

// The file is so short that each read is close to another one.
TEST(ReadaheadTest, ToAndFroForetellsNextToNothing) {
  Readahead streams;
  std::mt19937_64 random(test_seed());
  std::uint64_t n_ahead = 0;
  for (int i = 0; i < 1000; ++i) {
    n_ahead +=
        streams.note(random() % (100 * kMiB), kMiB / 8).ahead != 0 ? 1U : 0U;
  }
  EXPECT_LT(n_ahead, 50U);  // 5 %.
}

TEST(ReadaheadTest, RandomWindowsForetellNothing) {
  Readahead streams;
  std::mt19937_64 random(test_seed());
  std::uint64_t n_ahead = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t at = random() % (std::uint64_t{1} << 40);
    n_ahead += streams.note(at, kMiB / 8).ahead != 0 ? 1U : 0U;
  }
  EXPECT_EQ(n_ahead, 0U);
}

}  // namespace
}  // namespace mtscomp
