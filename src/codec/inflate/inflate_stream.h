// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Inflates one zlib stream (RFC 1950) piece by piece; the caller may move the
// output between pieces.  This is the native decoder.
//
// It accepts the same streams as zlib and gives the same bytes.  All values in
// the stream are checked before they are used, except the Adler-32, which the
// caller compares.  docs/internals/decoder.md explains the design.
//
// Not thread-safe.  An object has 17 KiB of tables: reuse it.
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
  // If `loop` is nullptr, it inflates symbol by symbol, which is slow.
  explicit InflateStream(FastLoop loop) : loop_(loop) {}

  // Begins a stream that must hold exactly `size` bytes.  The stream is at the
  // start of `input`; bytes after it are ignored.  Requires: `input` stays
  // valid until finish() has returned.
  // Throws: CorruptChunkError.
  void start(std::span<const std::byte> input, std::size_t size);

  // Inflates until window.at has reached `enough`, or is past it by less than
  // kMaxMatchLength.  Bytes after window.at are then undefined.
  // Requires: all bytes inflated before, or the last kMaxDistance of them, are
  // between window.begin and window.at; window.end is at least kMaxMatchLength
  // after `enough`, or is the required end of the stream.
  // Throws: CorruptChunkError if the stream is damaged or has another size.
  void inflate(OutputWindow& window, const std::byte* enough);

  // Returns the Adler-32 stored in the stream.  Requires: the whole stream was
  // inflated.  Throws: CorruptChunkError if the stream does not end here.
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
