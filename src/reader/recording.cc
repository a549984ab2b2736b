// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/recording.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "codec/segmented_chunk.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
Recording::Recording(std::uint64_t id, std::string name, SourceFilePtr cbin,
                     std::shared_ptr<const RecordingLayout> layout)
    : id_(id),
      name_(std::move(name)),
      cbin_(std::move(cbin)),
      version_(cbin_->status(name_)),
      layout_(std::move(layout)) {}

Recording::Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
                     const Header& header)
    : Recording(id, std::move(name), make_source_file(std::move(cbin)),
                std::make_shared<const RecordingLayout>(header)) {}

// Rounded up: the next part of the workspace is then aligned.
std::size_t Recording::max_fetched_size() const {
  constexpr std::size_t kAlignment = 64;
  // The header may claim more bytes than the file has.
  const std::size_t size = std::min(chunks().max_cbin_size(), identity().size);
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

std::size_t Recording::scratch_size(std::size_t samples_size) const {
  return std::max(ChunkDecoder::scratch_size(layout(), samples_size),
                  layout_->segment_scratch_size);
}

std::size_t Recording::workspace_size() const {
  return max_fetched_size() + scratch_size();
}

ByteBuffer Recording::load_chunk(std::size_t chunk_index,
                                 LoadScratch& scratch) const {
  return load_chunk(chunk_index, scratch,
                    [this, &scratch](const CompressedChunk& chunk) {
                      scratch.decoder.decode(layout(), chunk.stream,
                                             chunk.samples, chunk.scratch);
                    });
}

ByteBuffer Recording::load_chunk(std::size_t chunk_index, LoadScratch& scratch,
                                 const DecodeChunk& decode) const {
  // Checked before memory is allocated for it.
  const std::size_t n_compressed = extent_in_file(chunk_index).size;
  ByteBuffer samples(chunks().raw_extent(chunk_index).size);
  load(chunk_index, samples.span(),
       scratch_in(scratch.compressed, n_compressed),
       scratch_in(scratch.inflated, scratch_size(samples.size())), decode);
  scratch.counters.bytes_read += n_compressed;
  return samples;
}

LoadTimes Recording::load_chunk(std::size_t chunk_index,
                                std::span<std::byte> samples,
                                std::span<std::byte> workspace,
                                const DecodeChunk& decode) const {
  return load(chunk_index, samples,
              workspace.first(extent_in_file(chunk_index).size),
              workspace.subspan(max_fetched_size()), decode);
}

LoadTimes Recording::load(std::size_t chunk_index, std::span<std::byte> samples,
                          std::span<std::byte> compressed,
                          std::span<std::byte> inflated,
                          const DecodeChunk& decode) const {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  fetch(chunk_index, 0, compressed, {});
  const Clock::time_point is_read = Clock::now();
  this->decode(chunk_index, compressed, samples, inflated, decode);
  return {.read = is_read - start, .decode = Clock::now() - is_read};
}

std::size_t Recording::fetched_size(std::size_t chunk_index) const {
  return extent_in_file(chunk_index).size;
}

void Recording::fetch(std::size_t chunk_index, std::uint64_t offset,
                      std::span<std::byte> bytes,
                      const ReadLimits& limits) const {
  read_unchanged(chunks().cbin_extent(chunk_index).offset + offset, bytes,
                 describe_chunk(chunk_index), limits);
}

void Recording::decode(std::size_t chunk_index,
                       std::span<const std::byte> compressed,
                       std::span<std::byte> samples,
                       std::span<std::byte> scratch,
                       const DecodeChunk& decode) const {
  try {
    decode({.chunk_index = chunk_index,
            .stream = compressed,
            .samples = samples,
            .scratch = scratch});
  } catch (const CorruptChunkError& error) {
    throw_damaged(chunk_index, error);
  }
}

std::vector<ChannelBlock> Recording::load_channels(
    std::size_t chunk_index, std::span<const std::uint64_t> channels,
    LoadScratch& scratch) const {
  std::vector<ChannelBlock> blocks;
  if (!channels.empty() && can_load_channels(scratch)) {
    try {
      blocks = load_segments(chunk_index, channels, scratch);
    } catch (const CorruptChunkError&) {
      // The chunk can be good, and its segments in the header wrong.
      blocks.clear();
    }
  }
  if (blocks.empty()) {
    blocks.push_back({.first_channel = 0,
                      .n_channels = n_channels(),
                      .values = load_chunk(chunk_index, scratch)});
  }
  return blocks;
}

bool Recording::can_load_channels(const LoadScratch& scratch) const {
  const Transform& transform = layout().transform;
  return has_segments() && scratch.decoder.can_segment() &&
         !transform.do_spatial_diff &&
         transform.chunk_order == ChunkOrder::kChannelMajor;
}

// Returns nothing if the segments in the header do not fit the chunk.
std::vector<ChannelBlock> Recording::load_segments(
    std::size_t chunk_index, std::span<const std::uint64_t> channels,
    LoadScratch& scratch) const {
  std::vector<Segment> wanted = listed_segments(chunk_index);
  std::erase_if(wanted, [channels](const Segment& segment) {
    return std::none_of(
        channels.begin(), channels.end(), [&segment](std::uint64_t channel) {
          return channel >= segment.range.first && channel < segment.range.last;
        });
  });
  const std::uint64_t size = extent_in_file(chunk_index).size;
  if (wanted.empty() || wanted.back().end() > size ||
      size < kZlibTrailerBytes) {
    return {};
  }
  // If the last segment is wanted, it is read first: it has the checksum.
  const Segment& last = wanted.back();
  const bool has_checksum = last.end() == size;
  std::span<const std::byte> bytes =
      has_checksum ? read_part(chunk_index, last.offset, last.size, scratch)
                   : read_part(chunk_index, size - kZlibTrailerBytes,
                               kZlibTrailerBytes, scratch);
  if (segments_of(chunk_index, trailing_adler(bytes)).empty()) {
    return {};
  }
  std::vector<ChannelBlock> blocks;
  std::uint64_t n_skipped = has_checksum ? size : size - kZlibTrailerBytes;
  for (auto segment = wanted.rbegin(); segment != wanted.rend(); ++segment) {
    if (!has_checksum || !blocks.empty()) {
      bytes = read_part(chunk_index, segment->offset, segment->size, scratch);
    }
    blocks.push_back(decode_segment(chunk_index, *segment, bytes, scratch));
    n_skipped -= segment->size;
  }
  scratch.counters.bytes_skipped += n_skipped;
  scratch.counters.n_segments += blocks.size();
  return blocks;
}

// Reads bytes of a chunk, from `offset` in the chunk on.
std::span<const std::byte> Recording::read_part(std::size_t chunk_index,
                                                std::uint64_t offset,
                                                std::uint64_t size,
                                                LoadScratch& scratch) const {
  const std::span<std::byte> bytes = scratch_in(scratch.compressed, size);
  fetch(chunk_index, offset, bytes, {});
  scratch.counters.bytes_read += size;
  return bytes;
}

ChannelBlock Recording::decode_segment(std::size_t chunk_index,
                                       const Segment& segment,
                                       std::span<const std::byte> bytes,
                                       LoadScratch& scratch) const {
  ChunkLayout alone = layout();
  alone.n_channels = segment.range.size();
  ChannelBlock block = {.first_channel = segment.range.first,
                        .n_channels = segment.range.size(),
                        .values = ByteBuffer(chunks().n_samples(chunk_index) *
                                             alone.sample_size())};
  decode_segment_alone(
      alone, part_of(bytes, segment, chunks().cbin_extent(chunk_index).size),
      block.values.span(),
      scratch_in(scratch.inflated,
                 ChunkDecoder::scratch_size(alone, block.values.size(),
                                            scratch.decoder.kind())),
      scratch.decoder);
  return block;
}

std::vector<Segment> Recording::listed_segments(std::size_t chunk_index) const {
  return layout_->segments.of_chunk(
      chunk_index, segmented_length(layout(), chunks().n_samples(chunk_index)));
}

std::vector<Segment> Recording::segments_of(std::size_t chunk_index,
                                            std::uint32_t stream_adler) const {
  std::vector<Segment> segments = listed_segments(chunk_index);
  if (!segments.empty() &&
      !segments_fit(layout(), chunks().n_samples(chunk_index), segments,
                    chunks().cbin_extent(chunk_index).size, stream_adler)) {
    report_wrong_segments(chunk_index);
    segments.clear();
  }
  return segments;
}

void Recording::report_wrong_segments(std::size_t chunk_index) const {
  if (!has_warned_.exchange(true)) {
    spdlog::warn(
        "{}: the segments in the header do not describe this chunk, so it is "
        "decoded as a whole; later chunks like this are not reported",
        describe_chunk(chunk_index));
  }
}

void Recording::throw_damaged(std::size_t chunk_index,
                              const CorruptChunkError& error) const {
  throw CorruptChunkError(fmt::format(
      "{}: damaged: {}", describe_chunk(chunk_index), error.what()));
}

// Fills `bytes` from the .cbin at `offset`.  `chunk` is for messages.
void Recording::read_unchanged(std::uint64_t offset, std::span<std::byte> bytes,
                               const std::string& chunk,
                               const ReadLimits& limits) const {
  require_unchanged(chunk);
  const std::size_t n_read = cbin_->read_within(limits, offset, bytes, chunk);
  if (n_read != bytes.size()) {
    throw_system_error(EIO, fmt::format("{}: only {} of {} bytes could be read",
                                        chunk, n_read, bytes.size()));
  }
  require_unchanged(chunk);  // Overwritten during the read?
}

void Recording::require_unchanged(const std::string& chunk) const {
  const std::string problem =
      chunk + ": the file has changed since it was opened";
  switch (version_.state_of(cbin_->status(chunk))) {
    case FileVersion::State::kSame:
      return;
    case FileVersion::State::kUnknown:
      throw UnverifiedContentError(EIO, std::generic_category(), problem);
    case FileVersion::State::kChanged:
      throw_system_error(EIO, problem);
  }
}

void Recording::verify_content(ContentHashes& hashes) const {
  constexpr int kAttempts = 3;  // A file may change during a verification.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const struct stat now = cbin_->status(name_);
    if (version_.state_of(now) != FileVersion::State::kUnknown) {
      return;
    }
    const FileIdentity identity = FileIdentity::of(now);
    if (!layout_->sha1_compressed) {
      version_.settle(identity, false);
      return;
    }
    if (const auto sha1 = hashes.find_or_hash(*cbin_, identity, name_)) {
      version_.settle(identity, *sha1 == *layout_->sha1_compressed);
      return;
    }
  }
  throw_system_error(
      EIO, name_ + ": changed while it was being verified; read it again");
}

ByteExtent Recording::extent_in_file(std::size_t chunk_index) const {
  const ByteExtent extent = chunks().cbin_extent(chunk_index);
  if (extent.end() > identity().size) {
    throw CorruptChunkError(fmt::format(
        "{}: damaged: the chunk ends at byte {}, but the file has {} bytes",
        describe_chunk(chunk_index), extent.end(), identity().size));
  }
  return extent;
}

std::string Recording::describe_chunk(std::size_t chunk_index) const {
  const std::uint64_t first = chunks().first_sample(chunk_index);
  return fmt::format("{}: chunk {} (samples {} to {})", name_, chunk_index,
                     first, first + chunks().n_samples(chunk_index) - 1);
}

}  // namespace mtscomp
