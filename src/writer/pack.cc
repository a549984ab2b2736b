// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/files/sha1.h"
#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "codec/chunk_encoder.h"
#include "codec/chunk_verifier.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/header_limits.h"
#include "writer/choose_segments.h"
#include "writer/chunk_bounds.h"
#include "writer/chunk_writer.h"
#include "writer/pack_checks.h"
#include "writer/raw_recording.h"

namespace mtscomp {
namespace {

// One chunk on its way through the pipeline.
struct ChunkInFlight {
  ByteBuffer samples;
  ByteBuffer output;
  EncodedChunk encoded;  // Refers to `output`.
};

// Objects that one encoding thread reuses for all chunks.
struct EncodingThread {
  ChunkEncoder encoder;
  ChunkVerifier verifier;
};

// Fails early: before memory is allocated for the bounds, and not after
// packing.
void check_n_chunks(const PackJob& job, std::uint64_t n_samples) {
  const std::uint64_t most = chosen_limits().max_chunks;
  const double length =
      std::max(1.0, std::nearbyint(job.chunk_duration * job.sample_rate));
  const double n_chunks = std::ceil(static_cast<double>(n_samples) / length);
  if (n_chunks > static_cast<double>(most)) {
    throw UsageError(fmt::format(
        "{}: {:.0f} chunks exceed the limit of {}; use longer chunks (-c){}",
        job.raw_path, n_chunks, most, how_to_raise("max_chunks")));
  }
}

Header make_header(const PackJob& job, const RawRecording& raw) {
  check_n_chunks(job, raw.n_samples());
  Header header;
  header.transform = job.layout.transform;
  header.dtype = job.layout.dtype;
  header.n_channels = job.layout.n_channels;
  header.sample_rate = job.sample_rate;
  header.chunk_bounds =
      make_chunk_bounds(raw.n_samples(), job.chunk_duration, job.sample_rate);
  header.shape = job.shape;
  if (header.shape.empty()) {
    header.shape = {raw.n_samples(), job.layout.n_channels};
  }
  return header;
}

// Segments for chunks of `length` samples, without a table.
Segments make_segments(const PackJob& job, const PackOptions& options,
                       std::uint64_t length) {
  return ChunkEncoder(options.level).can_segment(job.layout)
             ? choose_segments(job.layout, length, options.n_segments)
             : Segments();
}

// The pipeline: chunks are read in order, encoded in parallel and written in
// order.
class Packer {
 public:
  Packer(const PackJob& job, const PackFiles& files, const PackOptions& options)
      : job_(job),
        options_(options),
        raw_(files.raw, job.data_offset, job.layout.sample_size()),
        header_(make_header(job, raw_)),
        bounds_(make_segments(job, options, header_.chunk_bounds[1])),
        segments_(bounds_),
        writer_(files.cbin, files.ch, options.existing),
        pool_(options.n_threads),
        // One chunk more than threads: no encoder waits for the reader.
        encoding_(pool_, options.n_threads + 1) {
    for (std::size_t i = 0; i < options.n_threads; ++i) {
      threads_.push_back({ChunkEncoder(options.level), ChunkVerifier()});
    }
  }

  PackProgress run(const std::stop_token& stop,
                   const OnPackProgress& on_progress) {
    progress_.raw_size = raw_.raw_size();
    for (std::size_t i = 0; i < header_.n_chunks(); ++i) {
      if (encoding_.is_full()) {
        write_oldest(on_progress);
      }
      if (stop.stop_requested()) {
        throw Stopped(job_.raw_path + ": stopped; no output was written");
      }
      encoding_.submit(
          [this, i, chunk = read_chunk(i)](std::size_t thread) mutable {
            return encode_chunk(i, std::move(chunk), threads_[thread]);
          });
    }
    while (!encoding_.is_empty()) {
      write_oldest(on_progress);
    }
    raw_.check_unchanged();
    progress_.sha1_uncompressed = raw_sha1_.finish();
    check_sha1();
    header_.sha1_uncompressed = progress_.sha1_uncompressed;
    if (has_segments_) {
      header_.segments = std::move(segments_);
    }
    writer_.commit(std::move(header_), raw_);
    return progress_;
  }

 private:
  void check_sha1() const {
    const std::string& sha1 = progress_.sha1_uncompressed;
    if (job_.required_sha1 && sha1 != *job_.required_sha1) {
      throw UsageError(fmt::format(
          "{}: changed while it was being packed: the SHA-1 is {}, but the "
          "header of the old pair says {}; the old pair was kept",
          job_.raw_path, sha1, *job_.required_sha1));
    }
  }

  ChunkInFlight read_chunk(std::size_t chunk_index) {
    const std::uint64_t first = header_.chunk_bounds[chunk_index];
    const std::uint64_t n_samples =
        header_.chunk_bounds[chunk_index + 1] - first;
    const std::uint64_t size = n_samples * job_.layout.sample_size();
    ChunkInFlight chunk;
    chunk.samples = std::exchange(spare_, ByteBuffer());
    // Only the last chunk has another size.
    if (chunk.samples.size() != size) {
      chunk.samples = ByteBuffer();
      chunk.samples = ByteBuffer(size);
    }
    raw_.read(first, chunk.samples.span());
    raw_sha1_.update(chunk.samples.span());
    return chunk;
  }

  ChunkInFlight encode_chunk(std::size_t chunk_index, ChunkInFlight chunk,
                             EncodingThread& thread) const {
    const std::span<const std::byte> samples = chunk.samples.span();
    chunk.encoded = thread.encoder.encode(job_.layout, samples, chunk.output,
                                          ranges_of(samples.size()));
    if (options_.check) {
      try {
        thread.verifier.verify(job_.layout, chunk.encoded.stream, samples,
                               thread.encoder.scratch());
      } catch (const CorruptChunkError& error) {
        throw CorruptChunkError(
            fmt::format("{}: chunk {}: verifying the packed chunk failed: {}",
                        job_.raw_path, chunk_index, error.what()));
      }
    }
    return chunk;
  }

  // Segments of a chunk of `size` bytes.  Empty if it has none.
  std::vector<SegmentRange> ranges_of(std::size_t size) const {
    const ChunkLayout& layout = job_.layout;
    return bounds_.ranges(layout.transform.chunk_order ==
                                  ChunkOrder::kChannelMajor
                              ? layout.n_channels
                              : size / layout.sample_size());
  }

  void write_oldest(const OnPackProgress& on_progress) {
    ChunkInFlight chunk = encoding_.take_oldest();
    writer_.append(chunk.encoded.stream);
    if (!segments_.empty()) {
      segments_.append(chunk.encoded.segments);
      has_segments_ = has_segments_ || !chunk.encoded.segments.empty();
    }
    progress_.raw_done += chunk.samples.size();
    progress_.cbin_size = writer_.cbin_size();
    // Reuse the memory of the samples for the next chunk.  The memory of the
    // output is released, because the next chunk needs it only when encoded.
    spare_ = std::move(chunk.samples);
    if (on_progress) {
      on_progress(progress_);
    }
  }

  const PackJob& job_;
  const PackOptions& options_;
  RawRecording raw_;
  Header header_;
  const Segments bounds_;  // Without a table; used by all threads.
  Segments segments_;      // Of the chunks that were written.
  bool has_segments_ = false;
  ChunkWriter writer_;
  Sha1 raw_sha1_;
  ByteBuffer spare_;
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
  return Packer(job, files, options).run(stop, on_progress);
}

}  // namespace mtscomp
