// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pack.h"

#include <fmt/format.h>

#include <utility>

#include "base/files/sha1.h"
#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "codec/chunk_encoder.h"
#include "codec/chunk_verifier.h"
#include "codec/segmented_chunk.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "writer/choose_segments.h"
#include "writer/chunk_writer.h"
#include "writer/pack_checks.h"
#include "writer/pack_source.h"
#include "writer/raw_source.h"

namespace mtscomp {
namespace {

// One chunk on its way through the pipeline.
struct ChunkInFlight {
  SourceChunk source;
  ByteBuffer output;
  EncodedChunk encoded;  // Refers to `output`.
};

// Objects that one encoding thread reuses for all chunks.
struct EncodingThread {
  ChunkEncoder encoder;
  ChunkVerifier verifier;
};

// The pipeline: chunks are fetched in order, encoded in parallel and written in
// order.
class Packer {
 public:
  Packer(SampleSource& source, const PackTarget& target,
         const PackOptions& options)
      : source_(source),
        layout_(target.layout),
        options_(options),
        header_(source.make_header()),
        bounds_(choose_segments(header_, layout_, options)),
        segments_(bounds_),
        writer_(target.cbin, target.ch, options.existing),
        pool_(options.n_threads),
        // One chunk more than threads: no encoder waits for the source.
        encoding_(pool_, options.n_threads + 1) {
    header_.transform = layout_.transform;
    for (std::size_t i = 0; i < options.n_threads; ++i) {
      threads_.push_back({ChunkEncoder(options.level), ChunkVerifier()});
    }
  }

  PackProgress run(const std::stop_token& stop,
                   const OnPackProgress& on_progress) {
    progress_.raw_size = header_.raw_size();
    for (std::size_t i = 0; i < header_.n_chunks(); ++i) {
      if (encoding_.is_full()) {
        write_oldest(on_progress);
      }
      if (stop.stop_requested()) {
        throw Stopped(source_.path() + ": stopped; no output was written");
      }
      encoding_.submit(
          [this, i, chunk = fetch_chunk(i)](std::size_t thread) mutable {
            return encode_chunk(i, std::move(chunk), thread);
          });
    }
    while (!encoding_.is_empty()) {
      write_oldest(on_progress);
    }
    progress_.sha1_uncompressed = raw_sha1_.finish();
    source_.check(progress_.sha1_uncompressed);
    header_.sha1_uncompressed = progress_.sha1_uncompressed;
    header_.segments = has_segments_ ? std::move(segments_) : Segments();
    writer_.commit(std::move(header_), source_);
    return progress_;
  }

 private:
  ChunkInFlight fetch_chunk(std::size_t chunk_index) {
    ChunkInFlight chunk;
    chunk.source = std::exchange(spare_, SourceChunk());
    source_.fetch(chunk_index, chunk.source);
    return chunk;
  }

  ChunkInFlight encode_chunk(std::size_t chunk_index, ChunkInFlight chunk,
                             std::size_t thread) {
    source_.decode(chunk_index, chunk.source, thread);
    const std::span<const std::byte> samples = chunk.source.samples.span();
    auto& [encoder, verifier] = threads_[thread];
    chunk.encoded = encoder.encode(layout_, samples, chunk.output,
                                   ranges_of(samples.size()));
    if (options_.check) {
      try {
        verifier.verify(layout_, chunk.encoded, samples, encoder.scratch());
      } catch (const CorruptChunkError& error) {
        throw CorruptChunkError(
            fmt::format("{}: chunk {}: verifying the packed chunk failed: {}",
                        source_.path(), chunk_index, error.what()));
      }
    }
    return chunk;
  }

  // Segments of a chunk of `size` bytes.  Empty if it has none.
  std::vector<SegmentRange> ranges_of(std::size_t size) const {
    return bounds_.ranges(
        segmented_length(layout_, size / layout_.sample_size()));
  }

  void write_oldest(const OnPackProgress& on_progress) {
    ChunkInFlight chunk = encoding_.take_oldest();
    source_.take(chunk.source);
    raw_sha1_.update(chunk.source.samples.span());
    writer_.append(chunk.encoded.stream);
    if (!segments_.empty()) {
      segments_.append(chunk.encoded.segments);
      has_segments_ = has_segments_ || !chunk.encoded.segments.empty();
    }
    progress_.raw_done += chunk.source.samples.size();
    progress_.cbin_size = writer_.cbin_size();
    // Reuse the memory of the source for the next chunk.  The memory of the
    // output is released, because the next chunk needs it only when encoded.
    spare_ = std::move(chunk.source);
    if (on_progress) {
      on_progress(progress_);
    }
  }

  SampleSource& source_;
  const ChunkLayout& layout_;
  const PackOptions& options_;
  Header header_;
  const Segments bounds_;  // Without a table; used by all threads.
  Segments segments_;      // Of the chunks that were written.
  bool has_segments_ = false;
  ChunkWriter writer_;
  Sha1 raw_sha1_;
  SourceChunk spare_;
  PackProgress progress_;
  std::vector<EncodingThread> threads_;
  ThreadPool pool_;  // Its threads use all members above.
  OrderedTasks<ChunkInFlight> encoding_;
};

}  // namespace

std::string find_obstacle(const ChunkLayout& layout,
                          const PackOptions& options) {
  const std::string dtype = serialize_dtype(layout.dtype);
  if (layout.transform.has_differences() &&
      layout.dtype.byte_order == ByteOrder::kBigEndian) {
    return fmt::format(
        "dtype {}: big-endian values cannot be packed with differences; use "
        "--transform none/F",
        dtype);
  }
  if (!is_lossless(layout) && !options.allow_lossy_float) {
    return fmt::format(
        "dtype {}: differences of floats are rounded, which is lossy; use "
        "--transform none/F, or accept the loss with --allow-lossy-float, as "
        "mtscomp does",
        dtype);
  }
  return "";
}

PackProgress pack(const PackJob& job, const PackOptions& options,
                  const std::stop_token& stop,
                  const OnPackProgress& on_progress) {
  check_outputs(job);
  check_figures(job);
  check_obstacles(job, options);
  const PackFiles files =
      job.files ? *job.files
                : locate_pack_files(job.raw_path, job.cbin_path, job.ch_path);
  RawSource source(job, files.raw);
  return pack_source(source, {files.cbin, files.ch, job.layout}, options, stop,
                     on_progress);
}

PackProgress pack_source(SampleSource& source, const PackTarget& target,
                         const PackOptions& options,
                         const std::stop_token& stop,
                         const OnPackProgress& on_progress) {
  return Packer(source, target, options).run(stop, on_progress);
}

}  // namespace mtscomp
