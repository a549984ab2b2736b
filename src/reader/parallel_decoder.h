// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes the chunks of loads.  If a reader waits for a chunk, and the chunk
// has segments, all idle threads decode it together.  Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/memory/page_buffer.h"
#include "base/threads/helper_threads.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/reader/recording.h"
#include "reader/segment_decoder.h"

namespace mtscomp {

struct SegmentCounters {
  std::uint64_t chunks = 0;    // Chunks that were decoded segment by segment.
  std::uint64_t segments = 0;  // Segments of these chunks.
  std::uint64_t helped = 0;    // Chunks that more than one thread decoded.
  // Chunks that fewer threads decoded than were idle when decoding began.
  std::uint64_t short_of_threads = 0;
};

class ParallelDecoder {
 public:
  // At most n_threads threads decode segments at the same time; n_threads - 1
  // are started.  Throws: std::system_error if a thread cannot be started.
  explicit ParallelDecoder(std::size_t n_threads);

  // Fills chunk.samples.  `decoder` belongs to the calling thread. `is_awaited`
  // tells whether a reader waits for the chunk: other chunks are decoded by the
  // calling thread alone, so that threads are free for awaited chunks.
  // Throws: CorruptChunkError; chunk.samples are then undefined.
  void decode(const Recording& recording, const CompressedChunk& chunk,
              ChunkDecoder& decoder, bool is_awaited);

  SegmentCounters counters() const;

 private:
  // Decoder and scratch memory of one helper.
  struct Helper {
    ChunkDecoder decoder;
    ByteBuffer scratch = {};
  };

  SegmentResult decode_together(const Recording& recording,
                                const CompressedChunk& chunk,
                                const std::vector<Segment>& segments,
                                ChunkDecoder& decoder);
  void count(const HelperThreads::Outcome& outcome, std::size_t n_segments);

  std::vector<Helper> helpers_;  // Helper number i is used by thread i + 1.
  std::atomic<std::uint64_t> n_chunks_ = 0;
  std::atomic<std::uint64_t> n_segments_ = 0;
  std::atomic<std::uint64_t> n_helped_ = 0;
  std::atomic<std::uint64_t> n_short_ = 0;
  HelperThreads threads_;  // Use all members above.
};

}  // namespace mtscomp
