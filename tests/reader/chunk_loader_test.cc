// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/chunk_loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <thread>

#include "mtscomp/base/error.h"
#include "reader/open_recording.h"
#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/seed.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kChunks = 2000;
constexpr ChunkAccess kAccess = {.size = 1, .is_new_visit = true};

// Result of a load: the chunk, or the error message.
struct Outcome {
  ChunkPin chunk;
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

  // Returns when the chunk is hit, loaded or failed.
  Outcome load(ChunkLoader& loader, std::size_t chunk_index) {
    std::promise<Outcome> told;
    ChunkPin hit = loader.find_or_load(
        recording_, chunk_index, kAccess,
        [&told](ChunkPin chunk, const std::exception_ptr& error) {
          told.set_value({std::move(chunk), error ? message_of(error) : ""});
        });
    return hit ? Outcome{std::move(hit), ""} : told.get_future().get();
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
  ChunkCache cache_ = ChunkCache({.capacity = 1 << 20});
};

TEST_F(ChunkLoaderTest, LoadsAChunk) {
  ChunkLoader loader(cache_);
  const Outcome outcome = load(loader, 7);
  ASSERT_TRUE(outcome.chunk) << outcome.error;
  EXPECT_TRUE(same_bytes(raw_chunk(7), outcome.chunk.bytes()));
}

TEST_F(ChunkLoaderTest, TellsOnAWorker) {
  ChunkLoader loader(cache_);
  std::promise<std::thread::id> told;
  loader.find_or_load(recording_, 7, kAccess,
                      [&](const ChunkPin&, const std::exception_ptr&) {
                        told.set_value(std::this_thread::get_id());
                      });
  EXPECT_NE(told.get_future().get(), std::this_thread::get_id());
}

TEST_F(ChunkLoaderTest, LoadedChunkIsAHit) {
  ChunkLoader loader(cache_);
  const Outcome outcome = load(loader, 7);
  EXPECT_EQ(load(loader, 7).chunk.bytes().data(), outcome.chunk.bytes().data());
  EXPECT_EQ(cache_.counters().hits, 1);
  EXPECT_EQ(cache_.counters().misses, 1);
}

TEST_F(ChunkLoaderTest, ChargesTheSizeOfTheChunkAndOfItsWorkspace) {
  ChunkLoader loader(cache_);
  load(loader, 7);
  const LoadSize size = {.chunk = raw_chunk(7).size(),
                         .workspace = recording_->workspace_size()};
  EXPECT_EQ(cache_.counters().bytes, size.total());
}

TEST_F(ChunkLoaderTest, PrefetchedChunkIsAHit) {
  ChunkLoader loader(cache_);
  loader.prefetch(recording_, 7);
  while (cache_.counters().prefetch.issued == 0) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(same_bytes(raw_chunk(7), load(loader, 7).chunk.bytes()));
  EXPECT_EQ(cache_.counters().misses, 0U);
  EXPECT_EQ(cache_.counters().prefetch.used, 1U);
}

TEST_F(ChunkLoaderTest, RecordingWhoseChunksDoNotFitIsRefused) {
  ChunkLoader loader(cache_);
  loader.require_room(*recording_);
  ChunkCache small({.capacity = 10});
  ChunkLoader small_loader(small);
  try {
    small_loader.require_room(*recording_);
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOMEM);
    const LoadSize needed = {.chunk = raw_chunk(7).size(),
                             .workspace = recording_->workspace_size()};
    EXPECT_THAT(error.what(), HasSubstr(std::to_string(needed.total())));
    EXPECT_THAT(error.what(), HasSubstr("the cache has 10 bytes;"));
  }
}

TEST_F(ChunkLoaderTest, LoadsManyChunksOnManyWorkers) {
  ChunkLoader loader(cache_);
  std::latch all_told(kChunks);
  std::atomic<std::size_t> n_right = 0;
  for (std::size_t i = 0; i < kChunks; ++i) {
    loader.find_or_load(
        recording_, i, kAccess,
        [&, i](const ChunkPin& chunk, const std::exception_ptr&) {
          n_right += chunk && same_bytes(raw_chunk(i), chunk.bytes()) ? 1 : 0;
          all_told.count_down();
        });
  }
  all_told.wait();
  EXPECT_EQ(n_right, kChunks);
  EXPECT_EQ(cache_.counters().misses, kChunks);
}

TEST_F(ChunkLoaderTest, ManyThreadsOnOneChunkAreOneMiss) {
  constexpr std::size_t kThreads = 16;
  ChunkLoader loader(cache_);
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
    ASSERT_TRUE(outcome.chunk);
    EXPECT_EQ(outcome.chunk.bytes().data(),
              outcomes.front().chunk.bytes().data());
  }
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.misses, 1);
  EXPECT_EQ(counters.hits + counters.joins, kThreads - 1);
}

TEST_F(ChunkLoaderTest, FailureNamesTheChunk) {
  corrupt_chunk(files_, 7);
  recording_ = open();
  ChunkLoader loader(cache_);
  const Outcome outcome = load(loader, 7);
  EXPECT_FALSE(outcome.chunk);
  EXPECT_THAT(outcome.error, HasSubstr("x.cbin: chunk 7 (samples 21 to 23)"));
}

// A scan that repeats its requests neither decodes nor logs the chunk again.
TEST_F(ChunkLoaderTest, CorruptChunkIsLoadedAndLoggedOnceInAWhile) {
  corrupt_chunk(files_, 7);
  recording_ = open();
  ChunkLoader loader(cache_);
  const Outcome first = load(loader, 7);
  const Outcome second = load(loader, 7);
  EXPECT_FALSE(second.chunk);
  EXPECT_EQ(second.error, first.error);
  EXPECT_EQ(log_.count("x.cbin: chunk 7"), 1);
  EXPECT_EQ(cache_.counters().misses, 1);
}

// A load that failed may succeed a moment later.  Until the retry time, a scan
// neither retries nor logs it again.
TEST_F(ChunkLoaderTest, FailureToReadIsTriedAgainAfterAMoment) {
  write_file(files_.cbin_path, Bytes(1));
  ChunkLoader loader(cache_);
  const Outcome first = load(loader, 7);
  const auto failed_at = ErrorCache::Clock::now();
  EXPECT_FALSE(first.chunk);
  Outcome again = load(loader, 7);
  EXPECT_EQ(again.error, first.error);
  if (ErrorCache::Clock::now() < failed_at + ErrorCache::kUnreadMemory / 2) {
    EXPECT_EQ(cache_.counters().misses, 1);
    EXPECT_EQ(log_.count("x.cbin: chunk 7"), 1);
  }
  const std::uint64_t n_before = cache_.counters().misses;
  std::this_thread::sleep_for(ErrorCache::kUnreadMemory);
  EXPECT_FALSE(load(loader, 7).chunk);
  EXPECT_EQ(cache_.counters().misses, n_before + 1);
}

TEST_F(ChunkLoaderTest, FailsLoadsAfterStop) {
  ChunkLoader loader(cache_);
  loader.stop();
  const Outcome outcome = load(loader, 7);
  EXPECT_FALSE(outcome.chunk);
  EXPECT_EQ(outcome.error, "the cache was stopped; the chunk was not loaded");
}

TEST_F(ChunkLoaderTest, HitsAfterStop) {
  ChunkLoader loader(cache_);
  load(loader, 7);
  loader.stop();
  EXPECT_TRUE(load(loader, 7).chunk);
}

TEST_F(ChunkLoaderTest, ItsEndTellsEveryWaiter) {
  std::atomic<std::size_t> n_told = 0;
  {
    ChunkLoader loader(cache_);
    for (std::size_t i = 0; i < kChunks; ++i) {
      loader.find_or_load(
          recording_, i, kAccess,
          [&n_told](const ChunkPin&, const std::exception_ptr&) { ++n_told; });
    }
  }
  EXPECT_EQ(n_told, kChunks);
}

TEST_F(ChunkLoaderTest, RunningLoadKeepsItsRecordingOpen) {
  ChunkLoader loader(cache_);
  std::promise<bool> told;
  loader.find_or_load(recording_, 7, kAccess,
                      [&](const ChunkPin& chunk, const std::exception_ptr&) {
                        told.set_value(static_cast<bool>(chunk));
                      });
  recording_.reset();
  EXPECT_TRUE(told.get_future().get());
}

}  // namespace
}  // namespace mtscomp
