// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/cache_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "cache/chunk_cache.h"
#include "support/captured_log.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kPage = 4096;
constexpr LoadSize kSize = {.chunk = kPage, .workspace = kPage};

TEST(CacheLogTest, WritesALineForEachEvent) {
  const CapturedLog log("debug");
  CacheLog events;
  events.note({.recording = 3, .chunk_index = 7}, "evicted: for a test");
  EXPECT_FALSE(events.empty());
  write_log(events.take());
  EXPECT_TRUE(events.empty());
  EXPECT_THAT(log.text(), HasSubstr("[3]: chunk 7: evicted: for a test\n"));
}

TEST(CacheLogTest, NotesNothingAboveDebug) {
  const CapturedLog log("info");
  CacheLog events;
  events.note({.recording = 3, .chunk_index = 7}, "evicted: for a test");
  EXPECT_TRUE(events.empty());
}

// A cache with one worker and room for two chunks, of recording 3.
class CacheLogEventsTest : public ::testing::Test {
 protected:
  ~CacheLogEventsTest() override { cache_.stop(); }

  void read_through(std::uint64_t chunk_index) {
    std::promise<void> told;
    const ChunkPin hit = cache_.find_or_load(
        {.recording = 3, .chunk_index = chunk_index}, kSize,
        {.size = kPage, .is_new_visit = true},
        [&told](ChunkPin pin, const std::exception_ptr&, const ChunkWait&) {
          pin = ChunkPin();
          told.set_value();
        },
        [](ChunkLoad&, std::size_t) {});
    ASSERT_FALSE(hit);
    told.get_future().get();
  }

  CapturedLog log_ = CapturedLog("debug");
  ChunkCache cache_ = ChunkCache({.capacity = 3 * kPage});
  std::jthread server_ = std::jthread([this] { cache_.serve(0); });
};

TEST_F(CacheLogEventsTest, EachEvictionIsLogged) {
  read_through(0);
  read_through(1);
  EXPECT_EQ(log_.count("evicted"), 0U);
  read_through(2);
  EXPECT_EQ(log_.count("[3]: chunk 1: evicted: read completely"), 1U);
  EXPECT_EQ(log_.count("evicted"), 1U);
}

TEST_F(CacheLogEventsTest, DroppedChunksAreLogged) {
  read_through(0);
  cache_.evict_all();
  EXPECT_EQ(log_.count("[3]: chunk 0: evicted: read completely"), 1U);
}

TEST_F(CacheLogEventsTest, LoadAheadWithoutMemoryIsLogged) {
  cache_.prefetch({.recording = 3, .chunk_index = 9},
                  {.chunk = 2 * kPage, .workspace = kPage},
                  [](ChunkLoad&, std::size_t) {});
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (log_.count("[3]: chunk 9: not prefetched") == 0 &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(log_.count("[3]: chunk 9: not prefetched"), 1U);
}

}  // namespace
}  // namespace mtscomp
