// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/synthetic_recording.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <random>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/chunk_table.h"
#include "support/reference_codec.h"
#include "support/segmented_stream.h"

namespace mtscomp {
namespace {

Header make_header(const SyntheticOptions& options) {
  Header header;
  header.dtype = options.dtype;
  header.n_channels = options.n_channels;
  header.sample_rate = options.sample_rate;
  header.transform = options.transform;
  header.chunk_bounds = {0};
  header.chunk_offsets = {0};
  return header;
}

// Segments for chunks that are as long as the first one.
Segments make_segments(const SyntheticOptions& options) {
  const bool is_channel_major =
      options.transform.chunk_order == ChunkOrder::kChannelMajor;
  std::vector<std::uint64_t> bounds = {0};
  for (const SegmentRange& range :
       even_ranges(is_channel_major ? options.n_channels
                                    : options.chunk_lengths.front(),
                   options.n_segments)) {
    bounds.push_back(range.last);
  }
  return Segments(bounds);
}

// The chunk's zlib stream, by zlib's fastest level.  Adds its segments to the
// header, if the header has some.
Bytes encode(const Bytes& samples, const ChunkLayout& layout, Header& header) {
  constexpr int kQuickly = 1;
  if (header.segments.empty()) {
    return reference_encode(samples, layout, kQuickly);
  }
  const std::uint64_t length =
      layout.transform.chunk_order == ChunkOrder::kChannelMajor
          ? layout.n_channels
          : samples.size() / layout.sample_size();
  const SegmentedBytes stream = make_segmented_stream(
      samples, layout, header.segments.ranges(length), kQuickly);
  header.segments.append(stream.segments);
  return stream.bytes;
}

void append(Bytes& bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

}  // namespace

SyntheticRecording write_synthetic_recording(const std::string& directory,
                                             const std::string& stem,
                                             const SyntheticOptions& options) {
  SyntheticRecording recording = {
      .cbin_path = directory + "/" + stem + options.suffix,
      .ch_path = directory + "/" + stem + ".ch",
      .header = make_header(options),
      .raw = {}};
  Header& header = recording.header;
  if (options.n_segments > 1) {
    header.segments = make_segments(options);
  }
  const ChunkLayout layout = ChunkLayout::of(header);
  std::mt19937_64 random(options.seed);
  Bytes packed;
  Bytes cbin;
  for (const std::uint64_t n_samples : options.chunk_lengths) {
    const Bytes samples = make_random_samples(layout, n_samples, random);
    const Bytes stream = encode(samples, layout, header);
    append(packed, samples);
    append(cbin, stream);
    // Differences of floats are not lossless.
    append(recording.raw, layout.dtype.kind == ValueKind::kFloat
                              ? reference_decode(stream, samples.size(), layout)
                              : samples);
    header.chunk_bounds.push_back(header.chunk_bounds.back() + n_samples);
    header.chunk_offsets.push_back(cbin.size());
  }
  header.shape = {header.n_samples(), header.n_channels};
  header.sha1_compressed = sha1_of(cbin);
  header.sha1_uncompressed = sha1_of(packed);
  write_file(recording.cbin_path, cbin);
  write_file(recording.ch_path, serialize_header(header));
  return recording;
}

void corrupt_chunk(const SyntheticRecording& recording,
                   std::size_t chunk_index) {
  Bytes cbin = read_file(recording.cbin_path);
  cbin.at(recording.header.chunk_offsets.at(chunk_index + 1) - 1) ^=
      std::byte{1};
  write_file(recording.cbin_path, cbin);
}

void rewrite_chunk(const SyntheticRecording& recording,
                   std::size_t chunk_index) {
  const ChunkTable chunks(recording.header);
  const Bytes zeros(chunks.raw_extent(chunk_index).size);
  const Bytes stream =
      reference_encode(zeros, ChunkLayout::of(recording.header));
  const FileDescriptor file(
      ::open(recording.cbin_path.c_str(), O_WRONLY | O_CLOEXEC));
  const struct stat before = file_status(file, recording.cbin_path);
  const std::array<timespec, 2> times = {before.st_atim, before.st_mtim};
  if (::pwrite(file.get(), stream.data(), stream.size(),
               static_cast<off_t>(chunks.cbin_extent(chunk_index).offset)) !=
          static_cast<ssize_t>(stream.size()) ||
      ::futimens(file.get(), times.data()) != 0) {
    throw_errno("rewrite " + recording.cbin_path);
  }
}

Bytes with_rewritten_chunk(const SyntheticRecording& recording,
                           std::size_t chunk_index) {
  const ByteExtent extent =
      ChunkTable(recording.header).raw_extent(chunk_index);
  Bytes raw = recording.raw;
  std::fill_n(raw.begin() + static_cast<std::ptrdiff_t>(extent.offset),
              extent.size, std::byte{0});
  return raw;
}

}  // namespace mtscomp
