// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One zlib stream (RFC 1950), inflated piece by piece into memory that its user
// may use up and move in between: the decoder made for this data.
//
// It takes what zlib takes, and gives what zlib gives.  Nothing that the stream
// says is believed before it is checked; the user compares the Adler-32.
// docs/decoder.md explains how it works.
//
// Not thread-safe.  It has 17 KiB of tables, and is made to be kept.
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
  // Without a loop it inflates symbol by symbol, which is slow.
  explicit InflateStream(FastLoop loop) : loop_(loop) {}

  // Begins a stream that must hold exactly `size` bytes.  `input` begins with
  // it, may go on after it, and stays where it is.
  // Throws: CorruptChunkError.
  void start(std::span<const std::byte> input, std::size_t size);

  // Inflates until window.at has reached `enough`, which it may pass by less
  // than kMaxMatchLength.  What lies after window.at is rubbish then.
  // Requires: what was inflated before, or its last kMaxDistance bytes, lies
  // between window.begin and window.at; window.end is kMaxMatchLength after
  // `enough`, or further, or is where the stream has to end.
  // Throws: CorruptChunkError if the stream is damaged or has another size.
  void inflate(OutputWindow& window, const std::byte* enough);

  // The Adler-32 that the stream has of what it holds.  Requires: all of it was
  // inflated.  Throws: CorruptChunkError unless the stream ends here.
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
  std::size_t size_ = 0;  // Of what the stream must hold.
  State state_ = State::kEnd;
  bool is_last_block_ = false;
  BitReader reader_;
  std::size_t n_stored_ = 0;  // Bytes left in a stored block.
  BlockCodes codes_;
  FastTables tables_;
};

}  // namespace mtscomp
