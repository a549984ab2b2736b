// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/parallel_decoder.h"

#include <new>

#include "codec/segmented_chunk.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// A helper needs as much memory as the largest group of channels of a segment.
// A header that asks for more gets no help: this memory is not part of the
// cache's.
constexpr std::size_t kMaxHelperScratch = std::size_t{32} << 20;

void decode_whole(const Recording& recording, const CompressedChunk& chunk,
                  ChunkDecoder& decoder) {
  decoder.decode(recording.layout(), chunk.stream, chunk.samples,
                 chunk.scratch);
}

}  // namespace

ParallelDecoder::ParallelDecoder(std::size_t n_threads)
    : helpers_(n_threads - 1), threads_(n_threads) {}

void ParallelDecoder::decode(const Recording& recording,
                             const CompressedChunk& chunk,
                             ChunkDecoder& decoder, bool is_awaited) {
  const HelperThreads::Busy busy(threads_);
  if (is_awaited && decoder.can_segment() && threads_.n_helpers() > 0 &&
      recording.has_segments()) {
    const std::vector<Segment> segments =
        recording.segments_of(chunk.chunk_index, trailing_adler(chunk.stream));
    if (segments.size() > 1 &&
        recording.segment_scratch_size() <= kMaxHelperScratch) {
      const SegmentResult result =
          decode_together(recording, chunk, segments, decoder);
      if (result == SegmentResult::kDecoded) {
        return;
      }
      decode_whole(recording, chunk, decoder);
      if (result == SegmentResult::kWrong) {  // The chunk is not damaged.
        recording.report_wrong_segments(chunk.chunk_index);
      }
      return;
    }
  }
  decode_whole(recording, chunk, decoder);
}

SegmentResult ParallelDecoder::decode_together(
    const Recording& recording, const CompressedChunk& chunk,
    const std::vector<Segment>& segments, ChunkDecoder& decoder) try {
  SegmentedChunk parts(recording.layout(), segments, chunk.stream,
                       chunk.samples, chunk.scratch);
  const std::size_t scratch_size = recording.segment_scratch_size();
  const HelperThreads::Outcome outcome = threads_.run(
      parts.n_segments(), [&](std::size_t segment, std::size_t thread) {
        if (thread == 0) {
          parts.decode(segment, decoder, chunk.scratch);
        } else {
          Helper& helper = helpers_[thread - 1];
          parts.decode(segment, helper.decoder,
                       scratch_in(helper.scratch, scratch_size));
        }
      });
  count(outcome, segments.size());
  parts.begin_sums();
  if (parts.n_sums() > 0) {
    threads_.run(parts.n_sums(),
                 [&parts](std::size_t part, std::size_t) { parts.sum(part); });
  }
  return SegmentResult::kDecoded;
} catch (const CorruptChunkError&) {
  return SegmentResult::kWrong;
} catch (const std::bad_alloc&) {  // A helper has no memory.
  return SegmentResult::kNone;
}

void ParallelDecoder::count(const HelperThreads::Outcome& outcome,
                            std::size_t n_segments) {
  ++n_chunks_;
  n_segments_ += n_segments;
  n_helped_ += outcome.n_threads > 1 ? 1 : 0;
  n_short_ += outcome.n_threads < outcome.n_idle + 1 ? 1 : 0;
}

SegmentCounters ParallelDecoder::counters() const {
  return {.chunks = n_chunks_,
          .segments = n_segments_,
          .helped = n_helped_,
          .short_of_threads = n_short_};
}

}  // namespace mtscomp
