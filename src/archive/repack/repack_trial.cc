// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/repack/repack_trial.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <vector>

#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "codec/chunk_encoder.h"
#include "codec/segmented_chunk.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/reader/sample_slice.h"
#include "writer/choose_segments.h"
#include "writer/choose_transform.h"

namespace mtscomp {
namespace {

constexpr std::size_t kTrialChunks = 8;

ChunkLayout layout_with(const PairSource& source, const Transform& transform) {
  ChunkLayout layout = ChunkLayout::of(source.header());
  layout.transform = transform;
  return layout;
}

// The chunks in the middle of equal shares of the recording.
std::vector<std::size_t> choose_chunks(std::size_t n_chunks) {
  const std::size_t n = std::min(kTrialChunks, n_chunks);
  std::vector<std::size_t> chunks;
  for (std::size_t i = 0; i < n; ++i) {
    chunks.push_back((2 * i + 1) * n_chunks / (2 * n));
  }
  return chunks;
}

struct TrialChunk {
  std::uint64_t n_encoded = 0;  // Bytes.
  bool has_segments = false;
};

struct TrialThread {
  LoadScratch scratch;
  ChunkEncoder encoder;
};

}  // namespace

RepackTrial try_repack(const PairSource& source, const Transform& transform,
                       const PackOptions& options,
                       const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  const Recording& recording = source.recording();
  const ChunkLayout layout = layout_with(source, transform);
  const Segments segments = choose_segments(source.header(), layout, options);
  std::vector<TrialThread> threads;
  for (std::size_t i = 0; i < options.n_threads; ++i) {
    threads.push_back(TrialThread{.scratch = LoadScratch(),
                                  .encoder = ChunkEncoder(options.level)});
  }
  const Clock::time_point start = Clock::now();
  ThreadPool pool(options.n_threads);
  OrderedTasks<TrialChunk> encoding(pool, kTrialChunks);
  const std::vector<std::size_t> chunks =
      choose_chunks(recording.chunks().n_chunks());
  for (const std::size_t chunk : chunks) {
    encoding.submit([&, chunk](std::size_t thread) {
      if (stop.stop_requested()) {
        throw Stopped(source.path() + ": stopped; no output was written");
      }
      auto& [scratch, encoder] = threads[thread];
      const ByteBuffer samples = recording.load_chunk(chunk, scratch);
      ByteBuffer output;
      const EncodedChunk encoded =
          encoder.encode(layout, samples.span(), output,
                         segments.ranges(segmented_length(
                             layout, samples.size() / layout.sample_size())));
      return TrialChunk{.n_encoded = encoded.stream.size(),
                        .has_segments = !encoded.segments.empty()};
    });
  }
  RepackTrial trial;
  std::uint64_t raw_size = 0;
  for (const std::size_t chunk : chunks) {
    const TrialChunk encoded = encoding.take_oldest();
    trial.n_encoded += encoded.n_encoded;
    if (encoded.has_segments) {
      trial.segments = segments;
    }
    trial.n_read += recording.chunks().cbin_extent(chunk).size;
    raw_size += recording.chunks().raw_extent(chunk).size;
  }
  const std::chrono::duration<double> elapsed = Clock::now() - start;
  trial.thread_seconds = elapsed.count() *
                         static_cast<double>(options.n_threads) *
                         static_cast<double>(source.header().raw_size()) /
                         static_cast<double>(raw_size);
  return trial;
}

ChosenTransform choose_repack_transform(const PairSource& source,
                                        const PackOptions& options,
                                        const std::stop_token& stop) {
  const Recording& recording = source.recording();
  std::vector<LoadScratch> scratch(options.n_threads);
  const std::uint64_t sample_size = recording.layout().sample_size();
  const TrialSamples samples = {
      .path = source.path(),
      .layout = recording.layout(),
      .n_samples = recording.n_samples(),
      .read = [&](std::uint64_t first, std::span<std::byte> values,
                  std::size_t thread) {
        read_slice(
            recording,
            {.first = first, .last = first + values.size() / sample_size},
            values, scratch[thread]);
      }};
  ChosenTransform chosen = {
      .transform =
          estimate_transforms(samples, options, stop).front().transform};
  for (const LoadScratch& thread : scratch) {
    chosen.n_read += thread.counters.bytes_read;
  }
  return chosen;
}

}  // namespace mtscomp
