// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/chunk_decoder.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "codec/fused_decode.h"
#include "codec/inflate/inflate_stream.h"
#include "codec/transform/sample_blocks.h"
#include "codec/undo_transform.h"

namespace mtscomp {
namespace {

bool is_fused(const ChunkLayout& layout, DecoderKind kind) {
  return kind == DecoderKind::kNative && is_int16(layout.dtype);
}

// Values of 8 bytes give long matches, for which libdeflate is faster
// (bench_decoders --dtypes).  For all other widths the native decoder is
// faster.
DecoderKind kind_for_wide_values(DecoderKind kind) {
  const std::vector<DecoderKind> usable = usable_decoders();
  const bool has_libdeflate =
      std::find(usable.begin(), usable.end(), DecoderKind::kLibdeflate) !=
      usable.end();
  return kind == DecoderKind::kNative && has_libdeflate
             ? DecoderKind::kLibdeflate
             : kind;
}

}  // namespace

ChunkDecoder::ChunkDecoder(DecoderKind kind)
    : kind_(kind), inflater_(kind), wide_inflater_(kind_for_wide_values(kind)) {
  if (kind == DecoderKind::kNative) {
    stream_ = std::make_unique<InflateStream>(usable_fast_loop());
  }
}

ChunkDecoder::ChunkDecoder(ChunkDecoder&&) noexcept = default;
ChunkDecoder& ChunkDecoder::operator=(ChunkDecoder&&) noexcept = default;
ChunkDecoder::~ChunkDecoder() = default;

std::size_t ChunkDecoder::scratch_size(const ChunkLayout& layout,
                                       std::size_t samples_size,
                                       DecoderKind kind) {
  if (!is_transposed(layout)) {
    return 0;
  }
  return is_fused(layout, kind)
             ? channel_ring_size(int16_chunk(layout, samples_size),
                                 {0, layout.n_channels})
             : samples_size;
}

void ChunkDecoder::decode(const ChunkLayout& layout,
                          std::span<const std::byte> compressed,
                          std::span<std::byte> samples,
                          std::span<std::byte> scratch) {
  assert(samples.size() % layout.sample_size() == 0);
  assert(scratch.size() >= scratch_size(layout, samples.size(), kind_));
  if (is_fused(layout, kind_)) {
    decode_fused(layout, compressed, samples, scratch);
  } else {
    decode_in_steps(layout, compressed, samples, scratch);
  }
}

void ChunkDecoder::decode_fused(const ChunkLayout& layout,
                                std::span<const std::byte> compressed,
                                std::span<std::byte> samples,
                                std::span<std::byte> scratch) {
  const Int16Chunk chunk = int16_chunk(layout, samples.size());
  if (is_transposed(layout)) {
    const Int16Kernels kernels = fastest_int16_kernels();
    fused_decode_channels(*stream_, kernels, chunk, {0, chunk.n_channels},
                          compressed, samples, scratch);
    kernels.undo_spatial(chunk, samples.data());
  } else {
    fused_decode_sample_major(*stream_, fastest_int16_kernels(), chunk,
                              compressed, samples);
  }
}

void ChunkDecoder::decode_in_steps(const ChunkLayout& layout,
                                   std::span<const std::byte> compressed,
                                   std::span<std::byte> samples,
                                   std::span<std::byte> scratch) {
  Inflater& inflater =
      layout.dtype.value_width == 8 ? wide_inflater_ : inflater_;
  if (is_transposed(layout)) {
    const std::span<std::byte> channel_major = scratch.first(samples.size());
    inflater.inflate(compressed, channel_major);
    undo_channel_major(layout, channel_major, samples);
  } else {
    inflater.inflate(compressed, samples);
    undo_sample_major(layout, samples);
  }
}

}  // namespace mtscomp
