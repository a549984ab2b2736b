// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/recording_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <limits>
#include <random>
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

// Chunks of several sizes; 7 bytes wide, so that bounds are at odd offsets.
class RecordingReaderTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Recording> open() const {
    return open_recording(files_.cbin_path, files_.ch_path);
  }

  ReadResult read(std::uint64_t raw_offset, std::size_t size) {
    std::promise<ReadResult> told;
    reader_.read(recording_, streams_, raw_offset, size,
                 [&](ReadResult result) { told.set_value(std::move(result)); });
    return told.get_future().get();
  }

  static Bytes joined(const ReadResult& result) {
    return {result.bytes.begin(), result.bytes.end()};
  }

  std::span<const std::byte> raw(std::uint64_t raw_offset,
                                 std::size_t size) const {
    const std::uint64_t begin =
        std::min<std::uint64_t>(raw_offset, files_.raw.size());
    return std::span(files_.raw)
        .subspan(begin, std::min<std::size_t>(size, files_.raw.size() - begin));
  }

  void expect_right(std::uint64_t raw_offset, std::size_t size) {
    const ReadResult result = read(raw_offset, size);
    EXPECT_EQ(result.error, nullptr);
    EXPECT_TRUE(same_bytes(raw(raw_offset, size), joined(result)))
        << size << " bytes at " << raw_offset;
  }

  std::string error_of(std::uint64_t raw_offset, std::size_t size) {
    const ReadResult result = read(raw_offset, size);
    EXPECT_TRUE(result.bytes.empty());
    try {
      if (result.error) {
        std::rethrow_exception(result.error);
      }
    } catch (const CorruptChunkError& error) {
      return error.what();
    }
    return "";
  }

  // Cache size that is needed to load the largest chunk.
  static std::size_t room(const Recording& recording) {
    return LoadSize{.chunk = recording.chunks().max_raw_size(),
                    .workspace = recording.workspace_size()}
        .total();
  }

  ByteExtent extent(std::size_t chunk_index) const {
    return recording_->chunks().raw_extent(chunk_index);
  }

  TempDir directory_;
  CapturedLog log_;
  SyntheticRecording files_ = write_synthetic_recording(
      directory_.path(), "x",
      {.dtype = {.kind = ValueKind::kSigned, .value_width = 1},
       .n_channels = 7,
       .chunk_lengths = {100, 1, 50, 2, 300, 33},
       .seed = test_seed()});
  std::shared_ptr<const Recording> recording_ = open();
  // Room for three chunks and for loading two at once.
  ChunkCache cache_ =
      ChunkCache({.capacity = room(*recording_) + 16384, .n_loads = 2});
  ChunkLoader loader_ = ChunkLoader(cache_);
  Readahead streams_;
  RecordingReader reader_ = RecordingReader(loader_);
};

TEST_F(RecordingReaderTest, ReadsWithinAChunk) { expect_right(10, 20); }

TEST_F(RecordingReaderTest, ReadsAWholeChunk) {
  expect_right(extent(2).offset, extent(2).size);
}

TEST_F(RecordingReaderTest, ReadsOneByteOnEachSideOfABound) {
  expect_right(extent(1).offset - 1, 2);
  expect_right(extent(1).offset - 1, 1);
  expect_right(extent(1).offset, 1);
}

TEST_F(RecordingReaderTest, ReadsAcrossSeveralChunks) {
  const std::uint64_t begin = extent(0).end() - 3;
  const std::size_t size = extent(4).offset + 5 - begin;
  expect_right(begin, size);
}

TEST_F(RecordingReaderTest, ReadsTheWholeRecording) {
  expect_right(0, files_.raw.size());
}

TEST_F(RecordingReaderTest, ReadsRandomParts) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 500; ++i) {
    expect_right(random() % (files_.raw.size() + 100),
                 random() % files_.raw.size());
  }
}

TEST_F(RecordingReaderTest, ReadsUpToTheEnd) {
  const std::uint64_t raw_size = files_.raw.size();
  expect_right(raw_size - 1, 1);
  expect_right(raw_size - 1, 2);
  expect_right(raw_size - 1, 100'000);
  EXPECT_EQ(joined(read(raw_size - 1, 100'000)).size(), 1);
}

TEST_F(RecordingReaderTest, ReadsNothingAtTheEndAndPastIt) {
  for (const std::uint64_t raw_offset :
       {std::uint64_t{files_.raw.size()}, std::uint64_t{files_.raw.size() + 1},
        std::numeric_limits<std::uint64_t>::max()}) {
    const ReadResult result = read(raw_offset, 10);
    EXPECT_TRUE(result.bytes.empty());
    EXPECT_EQ(result.error, nullptr);
  }
}

TEST_F(RecordingReaderTest, TakesSizesThatOverflow) {
  expect_right(5, std::numeric_limits<std::size_t>::max());
}

TEST_F(RecordingReaderTest, ReadingNothingLoadsNothing) {
  const ReadResult result = read(10, 0);
  EXPECT_TRUE(result.bytes.empty());
  EXPECT_EQ(result.error, nullptr);
  EXPECT_EQ(cache_.counters().misses, 0);
}

TEST_F(RecordingReaderTest, LoadsOnlyTheChunksThatItTouches) {
  read(extent(1).offset - 1, 2);
  EXPECT_EQ(cache_.counters().misses, 2);
}

TEST_F(RecordingReaderTest, AnswersOnTheCallingThreadIfAllIsCached) {
  read(0, 710);
  std::thread::id told;
  reader_.read(recording_, streams_, 0, 710, [&told](const ReadResult&) {
    told = std::this_thread::get_id();
  });
  EXPECT_EQ(told, std::this_thread::get_id());
}

TEST_F(RecordingReaderTest, BytesOfOneChunkPointIntoTheCache) {
  const ReadResult first = read(10, 20);
  const ReadResult second = read(10, 20);
  EXPECT_EQ(first.bytes.data(), second.bytes.data());
  EXPECT_EQ(first.bytes.data(), first.pin.bytes().data() + 10);
}

TEST_F(RecordingReaderTest, BytesOutliveTheirEviction) {
  const ReadResult pinned = read(10, 20);
  const ReadResult gathered = read(extent(1).offset - 1, 9);
  expect_right(0, files_.raw.size());
  expect_right(0, files_.raw.size());
  EXPECT_GT(cache_.counters().evictions, 0);
  EXPECT_TRUE(same_bytes(raw(10, 20), joined(pinned)));
  EXPECT_TRUE(same_bytes(raw(extent(1).offset - 1, 9), joined(gathered)));
}

// If readers held one chunk while they wait for the next, pins would fill the
// cache and no reader could continue.
TEST_F(RecordingReaderTest, ReadersAcrossBoundsDoNotStopEachOther) {
  ChunkCache small_cache({.capacity = room(*recording_), .n_loads = 2});
  ChunkLoader loader(small_cache);
  RecordingReader reader(loader);
  constexpr int kReads = 200;
  std::latch all_told(kReads);
  std::atomic<int> n_right = 0;
  for (int i = 0; i < kReads; ++i) {
    const std::uint64_t begin =
        extent(1 + static_cast<std::size_t>(i) % 5).offset - 1;
    reader.read(recording_, streams_, begin, 2, [&, begin](ReadResult result) {
      n_right += same_bytes(raw(begin, 2), joined(result)) ? 1 : 0;
      all_told.count_down();
    });
  }
  all_told.wait();
  EXPECT_EQ(n_right, kReads);
}

TEST_F(RecordingReaderTest, ErrorInAChunkIsTheErrorOfTheRead) {
  corrupt_chunk(files_, 2);
  recording_ = open();
  EXPECT_THAT(error_of(extent(2).offset + 5, 1),
              HasSubstr("x.cbin: chunk 2 (samples 101 to 150)"));
  EXPECT_THAT(error_of(0, files_.raw.size()), HasSubstr("x.cbin: chunk 2"));
}

TEST_F(RecordingReaderTest, ErrorInAChunkLeavesTheOthersReadable) {
  corrupt_chunk(files_, 2);
  recording_ = open();
  expect_right(0, extent(2).offset);
  expect_right(extent(3).offset, files_.raw.size());
}

TEST_F(RecordingReaderTest, FirstOfSeveralErrorsIsTold) {
  corrupt_chunk(files_, 4);
  corrupt_chunk(files_, 1);
  corrupt_chunk(files_, 3);
  recording_ = open();
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(error_of(0, files_.raw.size()), HasSubstr("x.cbin: chunk 1"));
  }
}

TEST_F(RecordingReaderTest, TellsAfterStop) {
  loader_.stop();
  const ReadResult result = read(0, files_.raw.size());
  EXPECT_TRUE(result.bytes.empty());
  EXPECT_NE(result.error, nullptr);
}

TEST_F(RecordingReaderTest, ReadsOnManyThreads) {
  constexpr std::uint64_t kThreads = 8;
  const std::uint64_t seed = test_seed();
  std::vector<std::jthread> threads;
  for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([this, seed, thread] {
      std::mt19937_64 random(seed + thread);
      for (int i = 0; i < 100; ++i) {
        expect_right(random() % files_.raw.size(),
                     random() % files_.raw.size());
      }
    });
  }
}

// Chunks of half a mebibyte, read from the first byte to the last.
class RecordingReaderSequentialTest : public ::testing::Test {
 protected:
  static constexpr std::size_t kChunks = 40;
  static constexpr std::size_t kRead = 128 << 10;

  // One recording for all tests: writing it takes longer than they do.
  static const SyntheticRecording& recording_files() {
    static const TempDir directory;
    static const SyntheticRecording files = write_synthetic_recording(
        directory.path(), "x",
        {.n_channels = 256,
         .chunk_lengths = std::vector<std::uint64_t>(kChunks, 1000),
         .seed = test_seed()});
    return files;
  }

  const SyntheticRecording& files_ = recording_files();
  std::shared_ptr<const Recording> recording_ =
      open_recording(files_.cbin_path, files_.ch_path);
  ChunkCache cache_ = ChunkCache({.capacity = 8 << 20, .n_loads = 2});
  ChunkLoader loader_ = ChunkLoader(cache_);
  RecordingReader reader_ = RecordingReader(loader_);

  void scan() {
    Readahead streams;
    for (std::uint64_t at = 0; at < files_.raw.size(); at += kRead) {
      std::promise<Bytes> told;
      reader_.read(recording_, streams, at, kRead, [&](ReadResult result) {
        told.set_value({result.bytes.begin(), result.bytes.end()});
      });
      const Bytes bytes = told.get_future().get();
      ASSERT_TRUE(
          same_bytes(std::span(files_.raw).subspan(at, bytes.size()), bytes));
    }
  }
};

TEST_F(RecordingReaderSequentialTest, DecodesEachChunkOnceAndWastesNothing) {
  scan();
  const CacheCounters counters = cache_.counters();
  EXPECT_EQ(counters.misses + counters.prefetch.issued, kChunks);
  EXPECT_EQ(counters.prefetch.used, counters.prefetch.issued);
  EXPECT_EQ(counters.prefetch.wasted, 0U);
  EXPECT_GT(counters.prefetch.issued, kChunks / 2);
}

TEST_F(RecordingReaderSequentialTest, EachLoadAheadIsExplainedInTheLog) {
  const CapturedLog log("debug");
  scan();
  const std::uint64_t n_issued = cache_.counters().prefetch.issued;
  EXPECT_EQ(log.count(": prefetched: "), n_issued);
  EXPECT_GE(log.count(": queued for prefetch: "), n_issued);
}

// The kernel may still have every other page.  Then no chunk is read to its
// end, and the chunks behind the reader must still be evicted for those ahead.
TEST_F(RecordingReaderSequentialTest, ReadingPartOfEachChunkStillLoadsAhead) {
  ChunkCache cache({.capacity = 2 * Readahead::kReordering, .n_loads = 2});
  ChunkLoader loader(cache);
  RecordingReader reader(loader);
  Readahead streams;
  for (std::uint64_t at = 0; at < files_.raw.size(); at += 2 * kRead) {
    std::promise<void> told;
    reader.read(recording_, streams, at, kRead,
                [&](const ReadResult&) { told.set_value(); });
    told.get_future().get();
  }
  EXPECT_GT(cache.counters().prefetch.issued, kChunks / 2);
  EXPECT_EQ(cache.counters().prefetch.wasted, 0U);
}

TEST_F(RecordingReaderSequentialTest, RepeatedScanFindsPartOfTheLast) {
  scan();
  const std::uint64_t first =
      cache_.counters().misses + cache_.counters().prefetch.issued;
  scan();
  EXPECT_LT(cache_.counters().misses + cache_.counters().prefetch.issued,
            2 * first - 3);
}

}  // namespace
}  // namespace mtscomp
