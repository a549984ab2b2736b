// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/deflate_int16.h"

#include <algorithm>
#include <cassert>

#include "codec/deflate/block/bit_writer.h"
#include "codec/deflate/block/deflate_block.h"
#include "codec/zlib/adler32.h"

namespace mtscomp {
namespace {

// RFC 1950: DEFLATE, a window of 32 KiB, no dictionary.
constexpr std::uint64_t kZlibHeader = 0x9c78;
constexpr std::size_t kZlibHeaderBytes = 2;
constexpr std::size_t kZlibTrailerBytes = 4;

// A window of 2^14 values contains a given sequence of 14 bits about once.  If
// a value needs fewer bits than this on average, matches of 4 values and more
// are common.
//
// 4 instead of 5 makes fast 0.9 % larger on average, and 9 % on an LF band.  6
// makes it 0.7 % smaller on average, and 1.31 times as slow (ten inputs, see
// level_settings.h).
constexpr std::uint64_t kFewBits = 5;

constexpr std::size_t divide_up(std::size_t n, std::size_t divisor) {
  return (n + divisor - 1) / divisor;
}

}  // namespace

DeflateInt16::DeflateInt16(const LevelSettings& settings,
                           const MatchKernels& kernels)
    : block_values_(settings.block_values),
      n_tables_(settings.n_tables),
      finder_(settings, kernels),
      parser_(settings, kernels) {}

std::size_t DeflateInt16::bound(std::size_t input_size,
                                std::size_t n_segments) {
  // The last match of a block may cover up to 7 values of the next block.
  const std::size_t n_blocks = input_size / (2 * block_values_) + n_segments;
  const std::size_t header_bytes =
      static_cast<std::size_t>(max_stored_bits(2 * block_values_) / 8) + 2 -
      2 * block_values_;
  const std::size_t flush_bytes =
      static_cast<std::size_t>(max_stored_bits(0) / 8) + 1;
  return input_size + n_blocks * header_bytes + n_segments * flush_bytes +
         kZlibHeaderBytes + kZlibTrailerBytes + BitWriter::kSlack;
}

// A segment begins with the prices and the number of tables of the segment
// before: 8 segments of a chunk then cost 0.03 to 0.08 % less with fast and
// balanced, and the same with dense.  Even blocks save up to 0.03 %.
std::vector<DeflatedSegment> DeflateInt16::deflate_segments(
    std::span<const std::byte> input, std::span<const std::size_t> ends,
    std::span<std::byte> output) {
  assert(output.size() >= bound(input.size(), ends.size()));
  const Blocks blocks = ends.size() == 1 ? Blocks::kFull : Blocks::kEven;
  BitWriter writer(output);
  writer.put(kZlibHeader, 8 * kZlibHeaderBytes);
  parser_.reset();
  n_tables_of_next_ = kMaxTables;  // Until the first block is known.
  std::vector<DeflatedSegment> segments;
  std::uint32_t adler = kAdler32OfNothing;
  std::size_t first = 0;
  std::size_t n_written = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const bool is_last = i + 1 == ends.size();
    const std::span<const std::byte> part =
        input.subspan(first, ends[i] - first);
    deflate_segment(part, blocks, is_last, writer);
    const std::uint32_t own_adler = adler32_of(kAdler32OfNothing, part);
    adler = combine_adler32(adler, own_adler, part.size());
    if (is_last) {
      writer.align_to_byte();
      writer.put(__builtin_bswap32(adler), 8 * kZlibTrailerBytes);
    } else {
      write_flush(writer);
    }
    segments.push_back({.size = writer.size() - n_written, .adler = own_adler});
    n_written = writer.size();
    first = ends[i];
  }
  return segments;
}

std::size_t DeflateInt16::block_end(std::size_t first, std::size_t n_values,
                                    Blocks blocks) const {
  std::size_t size = block_values_;
  if (blocks == Blocks::kEven) {
    const std::size_t n_left = n_values - first;
    const std::size_t n_blocks = divide_up(n_left, block_values_);
    size =
        n_blocks == 0
            ? 0
            : kUnitValues * divide_up(divide_up(n_left, kUnitValues), n_blocks);
  }
  return std::min(first + size, n_values);
}

void DeflateInt16::deflate_segment(std::span<const std::byte> input,
                                   Blocks blocks, bool is_last_segment,
                                   BitWriter& writer) {
  const std::size_t n_values = input.size() / 2;
  finder_.reset(n_values);
  std::size_t first = 0;
  std::size_t position = 0;
  do {
    const std::size_t end = block_end(first, n_values, blocks);
    const bool is_last = end == n_values;
    const BlockMatches& block =
        finder_.find(input, first, end - first, n_tables_of_next_);
    TokenList& tokens = parser_.parse(input, block, position);
    const std::size_t begin_byte = 2 * position;
    position = tokens.position();
    const std::size_t end_byte = is_last ? input.size() : 2 * position;
    tokens.finish(input.subspan(2 * n_values, is_last ? input.size() % 2 : 0));
    const SymbolCounts counts = tokens.counts();
    const BlockCode code = find_block_code(counts);
    const std::uint64_t n_bits = count_bits(counts, code);
    n_tables_of_next_ =
        n_bits < kFewBits * (end - first) ? kMaxTables : n_tables_;
    write_block({.tokens = tokens.tokens(),
                 .counts = counts,
                 .code = code,
                 .bytes = input.subspan(begin_byte, end_byte - begin_byte)},
                is_last && is_last_segment, writer);
    first = end;
  } while (first < n_values);
}

}  // namespace mtscomp
