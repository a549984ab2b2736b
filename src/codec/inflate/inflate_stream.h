// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Inflates one zlib stream (RFC 1950), or one segment of it, piece by piece.
// The caller may move the output between two pieces.  This is the native
// decoder.
//
// The native decoder accepts the same streams as zlib and gives the same bytes.
// It checks all values in the stream before it uses them.  The caller computes
// the Adler-32 of the output, because the output is in the cache then.
// docs/internals/decoder.md explains the design.
//
// Not thread-safe.  An object has 17 KiB of tables, so reuse objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/block_header.h"
#include "codec/inflate/fast_loop.h"
#include "codec/inflate/fast_table.h"
#include "codec/inflate/stream_part.h"

namespace mtscomp {

class InflateStream {
 public:
  // If `loop` is nullptr, the stream is inflated symbol by symbol, which is
  // slow.
  explicit InflateStream(FastLoop loop) : loop_(loop) {}

  // Begins a part that must inflate to exactly `size` bytes.
  // Requires: part.bytes stay valid until finish() has returned.
  // Throws: CorruptChunkError.
  void start(const StreamPart& part, std::size_t size);

  // Inflates until window.at is at `enough`, or after `enough` by less than
  // kMaxMatchLength bytes.  Bytes after window.at are then undefined.
  // Requires: the last kMaxDistance bytes that were inflated before, or all if
  // there are fewer, are between window.begin and window.at.  window.end is at
  // least kMaxMatchLength after `enough`, or is the required end of the stream.
  // Throws: CorruptChunkError if the stream is damaged, or if it does not
  // inflate to the size given to start().
  void inflate(OutputWindow& window, const std::byte* enough);

  // Checks that the part ends after the inflated bytes, and that `adler`, their
  // Adler-32, is the stored one.  Requires: the whole part was inflated.
  // Throws: CorruptChunkError.
  void finish(std::uint32_t adler);

 private:
  enum class State { kBlockHeader, kStored, kSymbols, kEnd };

  std::uint32_t finish_stream();
  void finish_segment();
  void read_block_header();
  void start_stored_block();
  void start_symbols(const BlockCodes& codes);
  void inflate_some(OutputWindow& window, const std::byte* enough);
  void copy_stored(OutputWindow& window, const std::byte* enough);
  void inflate_symbols(OutputWindow& window, const std::byte* enough);
  void inflate_symbol(OutputWindow& window);
  void copy_match(unsigned length_index, OutputWindow& window);
  unsigned read_symbol(const HuffmanDecoder& code);

  FastLoop loop_;
  std::size_t size_ = 0;  // Required size of the output.
  State state_ = State::kEnd;
  bool is_last_block_ = false;
  bool has_end_ = true;
  std::optional<std::uint32_t> adler_;
  BitReader reader_;
  std::size_t n_stored_ = 0;  // Bytes left in a stored block.
  BlockCodes codes_;
  FastTables tables_;
};

// Fills `output` from the whole part, and compares the Adler-32.
// Throws: CorruptChunkError.
void inflate_whole(InflateStream& stream, const StreamPart& part,
                   std::span<std::byte> output);

}  // namespace mtscomp
