// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/chunk_loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <thread>

#include "mtscomp/base/error.h"
#include "reader/captured_log.h"
#include "reader/open_recording.h"
#include "support/bytes.h"
#include "support/seed.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kChunks = 2000;

// What a load came to: the chunk, or the message of its error.
struct Outcome {
  ChunkPtr chunk;
  std::string error;
};

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (...) {
    return current_exception_message();
  }
}

// A recording of many small chunks.
class ChunkLoaderTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Recording> open() const {
    return open_recording(files_.cbin_path, files_.ch_path);
  }

  // Ends when the chunk is hit, loaded or failed.
  Outcome load(ChunkLoader& loader, std::size_t chunk_index) {
    std::promise<Outcome> told;
    const ChunkPtr hit = loader.find_or_load(
        recording_, chunk_index,
        [&told](const ChunkPtr& chunk, const std::exception_ptr& error) {
          told.set_value({chunk, error ? message_of(error) : ""});
        });
    return hit ? Outcome{hit, ""} : told.get_future().get();
  }

  std::span<const std::byte> raw_chunk(std::size_t chunk_index) const {
    const ByteExtent extent = recording_->chunks().raw_extent(chunk_index);
    return std::span(files_.raw).subspan(extent.offset, extent.size);
  }

  TempDir directory_;
  CapturedLog log_;
  SyntheticRecording files_ = write_synthetic_recording(
      directory_.path(), "x",
      {.n_channels = 2,
       .chunk_lengths = std::vector<std::uint64_t>(kChunks, 3),
       .seed = test_seed()});
  std::shared_ptr<const Recording> recording_ = open();
  ChunkCache cache_ = ChunkCache(1 << 20);
};

TEST_F(ChunkLoaderTest, LoadsAChunk) {
  ChunkLoader loader(cache_, 2);
  const Outcome outcome = load(loader, 7);
  ASSERT_NE(outcome.chunk, nullptr) << outcome.error;
  EXPECT_TRUE(same_bytes(raw_chunk(7), outcome.chunk->span()));
}

TEST_F(ChunkLoaderTest, TellsOnAWorker) {
  ChunkLoader loader(cache_, 1);
  std::promise<std::thread::id> told;
  loader.find_or_load(recording_, 7,
                      [&](const ChunkPtr&, const std::exception_ptr&) {
                        told.set_value(std::this_thread::get_id());
                      });
  EXPECT_NE(told.get_future().get(), std::this_thread::get_id());
}

TEST_F(ChunkLoaderTest, LoadedChunkIsAHit) {
  ChunkLoader loader(cache_, 2);
  const Outcome outcome = load(loader, 7);
  EXPECT_EQ(loader.find_or_load(recording_, 7, nullptr), outcome.chunk);
  EXPECT_EQ(cache_.counters().hits, 1);
  EXPECT_EQ(cache_.counters().misses, 1);
}

TEST_F(ChunkLoaderTest, ChargesTheSizeOfTheDecodedChunk) {
  ChunkLoader loader(cache_, 2);
  load(loader, 7);
  EXPECT_EQ(cache_.counters().bytes, raw_chunk(7).size());
}

TEST_F(ChunkLoaderTest, LoadsManyChunksOnManyWorkers) {
  ChunkLoader loader(cache_, 4);
  std::latch all_told(kChunks);
  std::atomic<std::size_t> n_right = 0;
  for (std::size_t i = 0; i < kChunks; ++i) {
    loader.find_or_load(
        recording_, i,
        [&, i](const ChunkPtr& chunk, const std::exception_ptr&) {
          n_right += chunk && same_bytes(raw_chunk(i), chunk->span()) ? 1 : 0;
          all_told.count_down();
        });
  }
  all_told.wait();
  EXPECT_EQ(n_right, kChunks);
  EXPECT_EQ(cache_.counters().misses, kChunks);
}

TEST_F(ChunkLoaderTest, ManyThreadsOnOneChunkAreOneMiss) {
  constexpr std::size_t kThreads = 16;
  ChunkLoader loader(cache_, 2);
  std::latch together(kThreads);
  std::vector<Outcome> outcomes(kThreads);
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      together.arrive_and_wait();
      outcomes[i] = load(loader, 7);
    });
  }
  threads.clear();
  for (const Outcome& outcome : outcomes) {
    EXPECT_NE(outcome.chunk, nullptr);
    EXPECT_EQ(outcome.chunk, outcomes.front().chunk);
  }
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.misses, 1);
  EXPECT_EQ(counters.hits + counters.joins, kThreads - 1);
}

TEST_F(ChunkLoaderTest, FailureNamesTheChunk) {
  corrupt_chunk(files_, 7);
  recording_ = open();
  ChunkLoader loader(cache_, 2);
  const Outcome outcome = load(loader, 7);
  EXPECT_EQ(outcome.chunk, nullptr);
  EXPECT_THAT(outcome.error, HasSubstr("x.cbin: chunk 7 (samples 21 to 23)"));
}

// A scan that asks again and again neither decodes nor logs it again.
TEST_F(ChunkLoaderTest, CorruptChunkIsLoadedAndLoggedOnceInAWhile) {
  corrupt_chunk(files_, 7);
  recording_ = open();
  ChunkLoader loader(cache_, 2);
  const Outcome first = load(loader, 7);
  const Outcome second = load(loader, 7);
  EXPECT_EQ(second.chunk, nullptr);
  EXPECT_EQ(second.error, first.error);
  EXPECT_EQ(log_.count("x.cbin: chunk 7"), 1);
  EXPECT_EQ(cache_.counters().misses, 1);
}

// What the system refuses now it may give the next time.
TEST_F(ChunkLoaderTest, FailureToReadIsTriedAgain) {
  write_file(files_.cbin_path, Bytes(1));
  ChunkLoader loader(cache_, 2);
  EXPECT_EQ(load(loader, 7).chunk, nullptr);
  EXPECT_EQ(load(loader, 7).chunk, nullptr);
  EXPECT_EQ(cache_.counters().misses, 2);
  EXPECT_EQ(log_.count("x.cbin: chunk 7"), 2);
}

TEST_F(ChunkLoaderTest, StopFailsTheLoadsThatWait) {
  ChunkLoader loader(cache_, 1);
  std::latch first_runs(1);
  std::latch release(1);
  bool first_is_loaded = false;
  loader.find_or_load(recording_, 0,
                      [&](const ChunkPtr& chunk, const std::exception_ptr&) {
                        first_is_loaded = chunk != nullptr;
                        first_runs.count_down();
                        release.wait();
                      });
  first_runs.wait();
  std::promise<std::string> second_told;
  loader.find_or_load(
      recording_, 1, [&](const ChunkPtr&, const std::exception_ptr& error) {
        second_told.set_value(error ? message_of(error) : "loaded");
      });
  std::thread stopper([&loader] { loader.stop(); });
  // Once it is stopping, it fails new loads at once, on this thread.
  std::atomic<bool> is_stopping = false;
  const std::thread::id here = std::this_thread::get_id();
  for (std::size_t i = 2; i < kChunks && !is_stopping; ++i) {
    loader.find_or_load(recording_, i,
                        [&](const ChunkPtr&, const std::exception_ptr&) {
                          if (std::this_thread::get_id() == here) {
                            is_stopping = true;
                          }
                        });
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_TRUE(is_stopping);
  release.count_down();
  stopper.join();
  EXPECT_TRUE(first_is_loaded);
  EXPECT_EQ(second_told.get_future().get(), "the load was abandoned");
}

TEST_F(ChunkLoaderTest, FailsLoadsAfterStop) {
  ChunkLoader loader(cache_, 2);
  loader.stop();
  const Outcome outcome = load(loader, 7);
  EXPECT_EQ(outcome.chunk, nullptr);
  EXPECT_EQ(outcome.error, "the load was abandoned");
}

TEST_F(ChunkLoaderTest, HitsAfterStop) {
  ChunkLoader loader(cache_, 2);
  const ChunkPtr chunk = load(loader, 7).chunk;
  loader.stop();
  EXPECT_EQ(load(loader, 7).chunk, chunk);
}

TEST_F(ChunkLoaderTest, ItsEndTellsEveryWaiter) {
  std::atomic<std::size_t> n_told = 0;
  {
    ChunkLoader loader(cache_, 2);
    for (std::size_t i = 0; i < kChunks; ++i) {
      loader.find_or_load(
          recording_, i,
          [&n_told](const ChunkPtr&, const std::exception_ptr&) { ++n_told; });
    }
  }
  EXPECT_EQ(n_told, kChunks);
}

TEST_F(ChunkLoaderTest, RunningLoadKeepsItsRecordingOpen) {
  ChunkLoader loader(cache_, 1);
  std::promise<bool> told;
  loader.find_or_load(recording_, 7,
                      [&](const ChunkPtr& chunk, const std::exception_ptr&) {
                        told.set_value(chunk != nullptr);
                      });
  recording_.reset();
  EXPECT_TRUE(told.get_future().get());
}

}  // namespace
}  // namespace mtscomp
