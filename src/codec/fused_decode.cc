// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/fused_decode.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "codec/inflate/inflate_errors.h"
#include "codec/zlib/adler32.h"

namespace mtscomp {
namespace {

// Channels whose values of one sample fill a cache line.
constexpr std::size_t kGroup = 32;

// Room for a match that crosses the end of a group, and for the undefined bytes
// that the fast loop writes after its output.
constexpr std::size_t kOvershoot = 512;
static_assert(kOvershoot >= kMaxMatchLength);

// Bytes that are inflated before their checksum is computed: few enough to be
// still in the second-level cache.
constexpr std::size_t kPiece = std::size_t{128} << 10;

std::size_t channel_size(const Int16Chunk& chunk) {
  return chunk.n_samples * 2;
}

// Groups of kGroup channels; the last group also has the remaining channels.
std::size_t n_groups(const ChannelRange& channels) {
  return std::max<std::size_t>((channels.last - channels.first) / kGroup, 1);
}

ChannelRange group(const ChannelRange& channels, std::size_t index) {
  const std::size_t first = channels.first + index * kGroup;
  const bool is_last = index + 1 == n_groups(channels);
  return {first, is_last ? channels.last : first + kGroup};
}

// The memory to which the groups are inflated, one after the other:
// [ end of the previous group | the group | start of the next group ]
class ChannelRing {
 public:
  // `size` is the size of the whole inflated stream.
  ChannelRing(std::span<std::byte> memory, std::size_t size)
      : group_(memory.data() + kMaxDistance),
        left_(size),
        window_{.begin = group_, .at = group_, .end = group_} {}

  // Inflates the next group, of `size` bytes.  The result is valid until the
  // next call.
  std::span<const std::byte> inflate(InflateStream& stream, std::size_t size) {
    window_.end = group_ + std::min(left_, size + kOvershoot);
    for (std::size_t at = 0; at < size; at += kPiece) {
      const std::size_t piece = std::min(kPiece, size - at);
      stream.inflate(window_, group_ + at + piece);
      adler_ = adler32_of(adler_, {group_ + at, piece});
    }
    left_ -= size;
    size_ = size;
    return {group_, size};
  }

  // Adler-32 of all groups so far.
  std::uint32_t adler() const { return adler_; }

  // Moves the bytes that the next group may refer to before the group's place.
  // The next group may be inflated already, partly or, if channels are shorter
  // than a match, completely.
  void pass_group() {
    const auto n_ahead = static_cast<std::size_t>(window_.at - group_) - size_;
    const std::size_t n_kept =
        std::min(window_.produced(), kMaxDistance + n_ahead);
    std::byte* const begin = group_ + n_ahead - n_kept;
    std::memmove(begin, window_.at - n_kept, n_kept);
    window_.begin = begin;
    window_.at = group_ + n_ahead;
  }

 private:
  std::byte* group_;  // Start of each group.
  std::size_t left_;  // Inflated bytes from there to the end.
  std::size_t size_ = 0;
  OutputWindow window_;
  std::uint32_t adler_ = kAdler32OfNothing;
};

}  // namespace

std::size_t channel_ring_size(const Int16Chunk& chunk,
                              const ChannelRange& channels) {
  const ChannelRange largest = group(channels, n_groups(channels) - 1);
  return kMaxDistance + (largest.last - largest.first) * channel_size(chunk) +
         kOvershoot;
}

void fused_decode_channels(InflateStream& stream, const Int16Kernels& kernels,
                           const Int16Chunk& chunk,
                           const ChannelRange& channels, const StreamPart& part,
                           std::span<std::byte> samples,
                           std::span<std::byte> memory) {
  assert(memory.size() >= channel_ring_size(chunk, channels));
  const std::size_t size =
      (channels.last - channels.first) * channel_size(chunk);
  stream.start(part, size);
  ChannelRing ring(memory, size);
  for (std::size_t i = 0; i < n_groups(channels); ++i) {
    const ChannelRange range = group(channels, i);
    const std::span<const std::byte> inflated =
        ring.inflate(stream, (range.last - range.first) * channel_size(chunk));
    kernels.undo_channels(chunk, range, inflated.data(), samples.data());
    ring.pass_group();
  }
  stream.finish(ring.adler());
}

void fused_decode_sample_major(InflateStream& stream,
                               const Int16Kernels& kernels,
                               const Int16Chunk& chunk, const StreamPart& part,
                               std::span<std::byte> samples) {
  const std::size_t sample_size = chunk.n_channels * 2;
  stream.start(part, samples.size());
  OutputWindow window = {.begin = samples.data(),
                         .at = samples.data(),
                         .end = samples.data() + samples.size()};
  std::uint32_t adler = kAdler32OfNothing;
  SampleRange done = {0, 0};
  while (done.last < chunk.n_samples) {
    stream.inflate(window, window.at + std::min(kPiece, window.room()));
    // Matches may still refer to the last kMaxDistance bytes of differences.
    const std::size_t n_hot = window.room() == 0 ? 0 : kMaxDistance;
    done.first = done.last;
    done.last =
        (window.produced() - std::min(window.produced(), n_hot)) / sample_size;
    adler = adler32_of(adler,
                       samples.subspan(done.first * sample_size,
                                       (done.last - done.first) * sample_size));
    kernels.undo_samples(chunk, done, samples.data());
  }
  stream.finish(adler);
}

}  // namespace mtscomp
