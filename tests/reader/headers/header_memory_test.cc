// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/headers/header_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <future>
#include <system_error>
#include <thread>
#include <vector>

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

constexpr std::uint64_t kLarge = HeaderMemory::kLarge;

TEST(HeaderMemoryTest, LargeOnesAreAdmittedOneAfterTheOther) {
  HeaderMemory memory;
  std::atomic<int> n_now = 0;
  std::atomic<int> n_most = 0;
  std::vector<std::future<void>> turns;
  for (int i = 0; i < 8; ++i) {
    turns.push_back(std::async(std::launch::async, [&] {
      const HeaderMemory::Turn turn(memory, kLarge + 1);
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

TEST(HeaderMemoryTest, SmallOnesDoNotWaitForALargeOne) {
  HeaderMemory memory;
  const HeaderMemory::Turn large(memory, kLarge + 1);
  const HeaderMemory::Turn small(memory, kLarge);
  const HeaderMemory::Turn another(memory, 0);
}

// Bug: each thread parsed a small header at once, without a limit on their
// number.
TEST(HeaderMemoryTest, SmallOnesWaitForEachOtherBeyondTheBound) {
  HeaderMemory memory;
  std::atomic<int> n_now = 0;
  std::atomic<int> n_most = 0;
  std::vector<std::future<void>> turns;
  for (int i = 0; i < 16; ++i) {
    turns.push_back(std::async(std::launch::async, [&] {
      const HeaderMemory::Turn turn(memory, kLarge);
      n_most = std::max(n_most.load(), ++n_now);
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      --n_now;
    }));
  }
  for (std::future<void>& turn : turns) {
    turn.get();
  }
  EXPECT_LE(n_most, 2);
}

TEST(HeaderMemoryTest, TableBeyondTheBoundIsRefusedAndFitsOnceAnotherIsGone) {
  HeaderMemory memory(100);
  {
    const HeaderMemory::TableShare one(memory, 60, "x.bin");
    try {
      const HeaderMemory::TableShare two(memory, 41, "y.bin");
      FAIL() << "admitted";
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code().value(), ENOMEM);
      EXPECT_THAT(
          error.what(),
          HasSubstr("y.bin: out of memory: 41 bytes needed for the "
                    "chunk table, but open recordings use 60 of 100 bytes"));
    }
    const HeaderMemory::TableShare small(memory, 40, "z.bin");
  }
  const HeaderMemory::TableShare whole(memory, 100, "y.bin");
}

}  // namespace
}  // namespace mtscomp
