// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/header_admission.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

namespace mtscomp {
namespace {

constexpr std::uint64_t kLarge = HeaderAdmission::kLarge;

TEST(HeaderAdmission, LargeOnesAreAdmittedOneAfterTheOther) {
  HeaderAdmission admission;
  std::atomic<int> n_now = 0;
  std::atomic<int> n_most = 0;
  std::vector<std::future<void>> turns;
  for (int i = 0; i < 8; ++i) {
    turns.push_back(std::async(std::launch::async, [&] {
      const HeaderAdmission::Turn turn(admission, kLarge + 1);
      n_most = std::max(n_most.load(), ++n_now);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      --n_now;
    }));
  }
  for (std::future<void>& turn : turns) {
    turn.get();
  }
  EXPECT_EQ(n_most, 1);
}

TEST(HeaderAdmission, SmallOnesWaitForNobody) {
  HeaderAdmission admission;
  const HeaderAdmission::Turn large(admission, kLarge + 1);
  const HeaderAdmission::Turn small(admission, kLarge);
  const HeaderAdmission::Turn another(admission, 0);
}

}  // namespace
}  // namespace mtscomp
