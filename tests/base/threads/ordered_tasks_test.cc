// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/ordered_tasks.h"

#include <gtest/gtest.h>

#include <latch>
#include <memory>
#include <stdexcept>

namespace mtscomp {
namespace {

TEST(OrderedTasksTest, ResultsComeInTheOrderOfSubmission) {
  ThreadPool pool(2);
  OrderedTasks<int> tasks(pool, 2);
  std::latch second_has_run(1);
  tasks.submit([&](std::size_t) {
    second_has_run.wait();
    return 1;
  });
  tasks.submit([&](std::size_t) {
    second_has_run.count_down();
    return 2;
  });
  EXPECT_TRUE(tasks.is_full());
  EXPECT_EQ(tasks.take_oldest(), 1);
  EXPECT_EQ(tasks.take_oldest(), 2);
  EXPECT_TRUE(tasks.is_empty());
}

TEST(OrderedTasksTest, ErrorComesInItsPlace) {
  ThreadPool pool(1);
  OrderedTasks<int> tasks(pool, 2);
  tasks.submit([](std::size_t) -> int { throw std::runtime_error("first"); });
  tasks.submit([](std::size_t) { return 2; });
  EXPECT_THROW(tasks.take_oldest(), std::runtime_error);
  EXPECT_EQ(tasks.take_oldest(), 2);
}

TEST(OrderedTasksTest, TakeWhatCannotBeCopied) {
  ThreadPool pool(1);
  OrderedTasks<std::unique_ptr<int>> tasks(pool, 1);
  tasks.submit([value = std::make_unique<int>(5)](std::size_t) mutable {
    return std::move(value);
  });
  EXPECT_EQ(*tasks.take_oldest(), 5);
}

TEST(OrderedTasksTest, ThatNeverRanFailInsteadOfHanging) {
  ThreadPool pool(1);
  OrderedTasks<int> tasks(pool, 1);
  pool.stop();
  tasks.submit([](std::size_t) { return 1; });
  EXPECT_THROW(tasks.take_oldest(), std::future_error);
}

}  // namespace
}  // namespace mtscomp
