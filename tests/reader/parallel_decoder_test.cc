// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/parallel_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class ParallelDecoderTest : public ::testing::Test {
 protected:
  SyntheticRecording write(const SyntheticOptions& options) const {
    return write_synthetic_recording(directory_.path(), "x", options);
  }

  static Recording open(const SyntheticRecording& pair) {
    return {1, pair.cbin_path, open_for_reading(pair.cbin_path), pair.header};
  }

  // All chunks, one after the other.
  Bytes load(const Recording& recording, bool is_awaited = true) {
    Bytes raw;
    for (std::size_t i = 0; i < recording.chunks().n_chunks(); ++i) {
      Bytes samples(recording.chunks().raw_extent(i).size);
      Bytes workspace(recording.workspace_size());
      recording.load_chunk(
          i, samples, workspace, [&](const CompressedChunk& chunk) {
            parallel_.decode(recording, chunk, decoder_, is_awaited);
          });
      raw.insert(raw.end(), samples.begin(), samples.end());
    }
    return raw;
  }

  bool is_segmenting() const { return decoder_.can_segment(); }

  TempDir directory_;
  ParallelDecoder parallel_ = ParallelDecoder(3);
  ChunkDecoder decoder_;
};

TEST_F(ParallelDecoderTest, GivesTheSamplesOfEveryLayout) {
  for (const char* const dtype :
       {"int16", ">i2", "uint8", "int64", "float32"}) {
    for (const Transform& transform : all_transforms()) {
      const SyntheticRecording pair = write({.dtype = *parse_dtype(dtype),
                                             .n_channels = 40,
                                             .chunk_lengths = {500, 500, 3},
                                             .transform = transform,
                                             .n_segments = 7});
      EXPECT_TRUE(same_bytes(pair.raw, load(open(pair))))
          << dtype << ' ' << serialize_transform(transform);
    }
  }
}

TEST_F(ParallelDecoderTest, CountsChunksAndSegments) {
  const Recording recording = open(write({.n_channels = 8, .n_segments = 4}));
  load(recording);
  const SegmentCounters counters = parallel_.counters();
  EXPECT_EQ(counters.chunks, is_segmenting() ? 3U : 0U);
  EXPECT_EQ(counters.segments, is_segmenting() ? 12U : 0U);
}

TEST_F(ParallelDecoderTest, PrefetchedChunkIsDecodedByOneThread) {
  const SyntheticRecording pair = write({.n_channels = 8, .n_segments = 4});
  EXPECT_TRUE(same_bytes(pair.raw, load(open(pair), false)));
  EXPECT_EQ(parallel_.counters().chunks, 0U);
}

// On a busy machine, a helper may come too late for some chunks.
TEST_F(ParallelDecoderTest, IdleThreadsHelp) {
  if (!is_segmenting()) {
    GTEST_SKIP() << "this processor has no native decoder";
  }
  const SyntheticRecording pair = write(
      {.n_channels = 64, .chunk_lengths = {20'000, 20'000}, .n_segments = 8});
  const Recording recording = open(pair);
  for (int i = 0; i < 100 && parallel_.counters().helped == 0; ++i) {
    EXPECT_TRUE(same_bytes(pair.raw, load(recording)));
  }
  EXPECT_GT(parallel_.counters().helped, 0U);
}

TEST_F(ParallelDecoderTest, SeveralThreadsDecodeAtTheSameTime) {
  const SyntheticRecording pair = write({.n_channels = 33, .n_segments = 5});
  const Recording recording = open(pair);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      ChunkDecoder decoder;
      for (int round = 0; round < 20; ++round) {
        Bytes samples(recording.chunks().raw_extent(0).size);
        Bytes workspace(recording.workspace_size());
        recording.load_chunk(
            0, samples, workspace, [&](const CompressedChunk& chunk) {
              parallel_.decode(recording, chunk, decoder, true);
            });
        EXPECT_TRUE(
            same_bytes(std::span(pair.raw).first(samples.size()), samples));
      }
    });
  }
}

TEST_F(ParallelDecoderTest, DamagedSegmentFailsTheWholeChunk) {
  const SyntheticRecording pair = write({.n_channels = 8, .n_segments = 4});
  Bytes cbin = read_file(pair.cbin_path);
  cbin[20] ^= std::byte{0xff};
  write_file(pair.cbin_path, cbin);
  EXPECT_THROW(load(open(pair)), CorruptChunkError);
}

TEST_F(ParallelDecoderTest, ChunkThatTheSegmentsDoNotFitIsDecodedAsAWhole) {
  SyntheticRecording pair = write({.n_channels = 8, .n_segments = 4});
  std::string table = pair.header.segments.table();
  table[3] = static_cast<char>(table[3] ^ 1);    // An Adler-32 of chunk 0.
  table[28] = static_cast<char>(table[28] ^ 1);  // A size of chunk 1.
  pair.header.segments = Segments(pair.header.segments.bounds(), table);
  const CapturedLog log;
  EXPECT_TRUE(same_bytes(pair.raw, load(open(pair))));
  EXPECT_EQ(parallel_.counters().chunks, is_segmenting() ? 1U : 0U);
  if (is_segmenting()) {
    EXPECT_EQ(
        log.count("the segments in the header do not describe this chunk"), 1U);
  }
}

// The sizes add up and the checksums combine, but the segments begin elsewhere.
TEST_F(ParallelDecoderTest, ChunkWithSegmentsAtWrongPlacesIsDecodedAsAWhole) {
  SyntheticRecording pair = write({.n_channels = 8, .n_segments = 4});
  std::string table = pair.header.segments.table();
  ++table[0];
  --table[7];
  pair.header.segments = Segments(pair.header.segments.bounds(), table);
  EXPECT_TRUE(same_bytes(pair.raw, load(open(pair))));
}

}  // namespace
}  // namespace mtscomp
