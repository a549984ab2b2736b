// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/sample_slice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "mtscomp/base/error.h"
#include "reader/headers/header_file.h"

namespace mtscomp {
namespace {

[[noreturn]] void refuse(const Recording& recording, std::string_view what,
                         std::string_view expected, std::uint64_t found) {
  throw UsageError(fmt::format("{}: {}: expected {}, found {}",
                               recording.name(), what, expected, found));
}

void check_channels(const Recording& recording, const SampleSlice& slice) {
  for (const std::uint64_t channel : slice.channels) {
    if (channel >= recording.n_channels()) {
      refuse(recording, "channel of a slice",
             fmt::format("less than n_channels, {}", recording.n_channels()),
             channel);
    }
  }
}

void check_slice(const Recording& recording, const SampleSlice& slice) {
  if (slice.first > slice.last) {
    refuse(recording, "first sample of a slice",
           fmt::format("at most its last, {}", slice.last), slice.first);
  }
  if (slice.last > recording.n_samples()) {
    refuse(recording, "last sample of a slice",
           fmt::format("at most n_samples, {}", recording.n_samples()),
           slice.last);
  }
  if (slice.step == 0) {
    refuse(recording, "step of a slice", "at least 1", slice.step);
  }
  check_channels(recording, slice);
}

// Number of samples in a slice.  Requires: the slice was checked.
std::uint64_t n_taken(const SampleSlice& slice) {
  const std::uint64_t length = slice.last - slice.first;
  return length / slice.step + (length % slice.step == 0 ? 0 : 1);
}

// A piece of each sample of a chunk that a slice copies.
struct Piece {
  const std::byte* first;  // In the first sample of the chunk.
  std::size_t pitch;       // Bytes from one sample to the next.
  std::size_t size;        // Bytes.
};

const ChannelBlock& block_with(const std::vector<ChannelBlock>& blocks,
                               std::uint64_t channel) {
  return *std::find_if(
      blocks.begin(), blocks.end(), [channel](const ChannelBlock& block) {
        return channel >= block.first_channel &&
               channel - block.first_channel < block.n_channels;
      });
}

// The pieces in the order of the slice.  Neighbouring channels share one piece:
// most slices are copied in few pieces.
std::vector<Piece> pieces_of(const std::vector<ChannelBlock>& blocks,
                             const Recording& recording,
                             const SampleSlice& slice) {
  const std::uint64_t width = recording.dtype().value_width;
  if (slice.channels.empty()) {
    const std::size_t size = recording.chunks().sample_size();
    return {
        {.first = blocks.front().values.data(), .pitch = size, .size = size}};
  }
  std::vector<Piece> pieces;
  for (const std::uint64_t channel : slice.channels) {
    const ChannelBlock& block = block_with(blocks, channel);
    const std::byte* const first =
        block.values.data() + (channel - block.first_channel) * width;
    const std::size_t pitch = block.n_channels * width;
    if (!pieces.empty() && pieces.back().first + pieces.back().size == first &&
        pieces.back().pitch == pitch) {
      pieces.back().size += width;
    } else {
      pieces.push_back({.first = first, .pitch = pitch, .size = width});
    }
  }
  return pieces;
}

// Returns the destination of the next sample.
std::byte* copy_sample(std::uint64_t sample, const std::vector<Piece>& pieces,
                       std::byte* destination) {
  for (const Piece& piece : pieces) {
    std::memcpy(destination, piece.first + sample * piece.pitch, piece.size);
    destination += piece.size;
  }
  return destination;
}

}  // namespace

std::shared_ptr<const Recording> open_recording(
    const std::string& cbin_path, const std::optional<std::string>& ch_path,
    const RemoteOptions& remote) {
  return open_recording(locate_pair(cbin_path, ch_path, remote));
}

std::shared_ptr<const Recording> open_recording(const PairLocation& pair) {
  // Before the .cbin is opened: the error of a bad header is more useful.
  const Header header = read_header_file(*pair.ch.open(), pair.ch.path);
  return std::make_shared<const Recording>(
      0, pair.cbin.path, pair.cbin.open(),
      std::make_shared<const RecordingLayout>(header));
}

std::uint64_t slice_size(const Recording& recording, const SampleSlice& slice) {
  constexpr std::uint64_t kMaxSize = std::numeric_limits<std::int64_t>::max();
  check_slice(recording, slice);
  const std::uint64_t n_channels =
      slice.channels.empty() ? recording.n_channels() : slice.channels.size();
  const std::uint64_t size = n_channels * recording.dtype().value_width;
  if (n_taken(slice) > kMaxSize / size) {
    refuse(recording, "samples of a slice",
           fmt::format("at most {} of {} bytes", kMaxSize / size, size),
           n_taken(slice));
  }
  return n_taken(slice) * size;
}

void read_slice(const Recording& recording, const SampleSlice& slice,
                std::span<std::byte> values, LoadScratch& scratch) {
  if (values.size() != slice_size(recording, slice)) {
    refuse(recording, "buffer for a slice",
           fmt::format("{} bytes", slice_size(recording, slice)),
           values.size());
  }
  const ChunkTable& chunks = recording.chunks();
  const std::uint64_t n_samples = n_taken(slice);
  std::byte* destination = values.data();
  // Counts samples, because first + step may exceed 64 bits.
  for (std::uint64_t i = 0; i < n_samples;) {
    const std::uint64_t sample = slice.first + i * slice.step;
    const std::size_t chunk_index =
        chunks.find_chunk(sample * chunks.sample_size());
    const std::vector<ChannelBlock> blocks =
        recording.load_channels(chunk_index, slice.channels, scratch);
    const std::vector<Piece> pieces = pieces_of(blocks, recording, slice);
    for (std::uint64_t at = sample - chunks.first_sample(chunk_index);
         i < n_samples && at < chunks.n_samples(chunk_index);
         ++i, at += slice.step) {
      destination = copy_sample(at, pieces, destination);
    }
  }
}

void require_dtype(const Recording& recording, const Dtype& dtype) {
  if (recording.dtype() != dtype) {
    throw UsageError(fmt::format("{}: dtype: expected {}, found {}",
                                 recording.name(), serialize_dtype(dtype),
                                 serialize_dtype(recording.dtype())));
  }
}

void for_each_chunk(const Recording& recording, const OnChunk& on_chunk) {
  LoadScratch scratch;
  for (std::size_t i = 0; i < recording.chunks().n_chunks(); ++i) {
    const ByteBuffer chunk = recording.load_chunk(i, scratch);
    on_chunk(recording.chunks().first_sample(i), chunk.span());
  }
}

}  // namespace mtscomp
