// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Inflates one zlib stream (RFC 1950) piece by piece.  The caller may move the
// output between two pieces.  This is the native decoder.
//
// The native decoder accepts the same streams as zlib and gives the same bytes.
// It checks all values in the stream before it uses them, except the Adler-32.
// The caller must compare the Adler-32.  docs/internals/decoder.md explains the
// design.
//
// Not thread-safe.  An object has 17 KiB of tables, so reuse objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/inflate/bit_reader.h"
#include "codec/inflate/block_header.h"
#include "codec/inflate/fast_loop.h"
#include "codec/inflate/fast_table.h"

namespace mtscomp {

class InflateStream {
 public:
  // If `loop` is nullptr, the stream is inflated symbol by symbol, which is
  // slow.
  explicit InflateStream(FastLoop loop) : loop_(loop) {}

  // Begins a stream that must inflate to exactly `size` bytes.  The stream is
  // at the start of `input`.  Bytes after the end of the stream are ignored.
  // Requires: `input` stays valid until finish() has returned.
  // Throws: CorruptChunkError.
  void start(std::span<const std::byte> input, std::size_t size);

  // Inflates until window.at is at `enough`, or after `enough` by less than
  // kMaxMatchLength bytes.  Bytes after window.at are then undefined.
  // Requires: the last kMaxDistance bytes that were inflated before, or all if
  // there are fewer, are between window.begin and window.at.  window.end is at
  // least kMaxMatchLength after `enough`, or is the required end of the stream.
  // Throws: CorruptChunkError if the stream is damaged, or if it does not
  // inflate to the size given to start().
  void inflate(OutputWindow& window, const std::byte* enough);

  // Returns the Adler-32 stored in the stream.  Requires: the whole stream was
  // inflated.  Throws: CorruptChunkError if the stream does not end after the
  // inflated bytes.
  std::uint32_t finish();

 private:
  enum class State { kBlockHeader, kStored, kSymbols, kEnd };

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
  BitReader reader_;
  std::size_t n_stored_ = 0;  // Bytes left in a stored block.
  BlockCodes codes_;
  FastTables tables_;
};

}  // namespace mtscomp
