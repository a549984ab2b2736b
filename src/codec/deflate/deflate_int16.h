// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Deflates differences of 16-bit values to a zlib stream.  Matches consist of
// whole values, because such data repeats in whole values.
// docs/internals/encoder.md explains the design.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "codec/deflate/block/bit_writer.h"
#include "codec/deflate/block_parser.h"
#include "codec/deflate/deflate_backend.h"
#include "codec/deflate/match/level_settings.h"
#include "codec/deflate/match/match_finder.h"
#include "codec/deflate/match/match_kernels.h"

namespace mtscomp {

class DeflateInt16 : public DeflateBackend {
 public:
  // All kernels give the same stream.  Throws: std::bad_alloc.
  DeflateInt16(const LevelSettings& settings, const MatchKernels& kernels);

  bool can_segment() const override { return true; }

  std::size_t bound(std::size_t input_size, std::size_t n_segments) override;

  // `input` may be any bytes.  An odd byte at the end of a segment is not part
  // of a value.
  std::vector<DeflatedSegment> deflate_segments(
      std::span<const std::byte> input, std::span<const std::size_t> ends,
      std::span<std::byte> output) override;

 private:
  // How a segment is cut into blocks.
  enum class Blocks : std::uint8_t {
    kFull,  // All blocks except the last one have the maximum size.
    kEven,  // No small last block: a small block has a large header.
  };

  std::size_t block_end(std::size_t first, std::size_t n_values,
                        Blocks blocks) const;
  void deflate_segment(std::span<const std::byte> input, Blocks blocks,
                       bool is_last_segment, BitWriter& writer);

  std::size_t block_values_;
  std::size_t n_tables_;
  std::size_t n_tables_of_next_ = kMaxTables;  // Of the next block.
  MatchFinder finder_;
  BlockParser parser_;
};

}  // namespace mtscomp
