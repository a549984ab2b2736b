// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/inflate_stream.h"

#include <algorithm>
#include <cassert>

#include "codec/inflate/inflate_errors.h"
#include "codec/zlib/adler32.h"
#include "codec/zlib/deflate_symbols.h"

namespace mtscomp {
namespace {

// RFC 1950, 2.2.
void read_zlib_header(BitReader& reader) {
  constexpr std::uint64_t kDeflate = 8;
  constexpr std::uint64_t kMaxWindow = 7;
  reader.refill();
  const std::uint64_t check =
      (reader.bits & 0xff) * 256 + (reader.bits >> 8 & 0xff);
  const std::uint64_t method = reader.take(4);
  const std::uint64_t window = reader.take(4);
  reader.take(5);  // Part of the check.
  const std::uint64_t has_dictionary = reader.take(1);
  reader.take(2);  // The compression level, unused.
  if (method != kDeflate || window > kMaxWindow || check % 31 != 0 ||
      has_dictionary != 0) {
    throw_damaged_stream();
  }
}

}  // namespace

void InflateStream::start(const StreamPart& part, std::size_t size) {
  size_ = size;
  has_end_ = part.has_end;
  adler_ = part.adler;
  reader_ = {.next = part.bytes.data(),
             .end = part.bytes.data() + part.bytes.size()};
  if (part.has_header) {
    read_zlib_header(reader_);
  }
  state_ = State::kBlockHeader;
  is_last_block_ = false;
}

void InflateStream::inflate(OutputWindow& window, const std::byte* enough) {
  assert(enough <= window.end);
  while (window.at < enough) {
    if (state_ == State::kEnd) {
      throw_stream_holds_fewer(size_);
    }
    inflate_some(window, enough);
  }
}

void InflateStream::finish(std::uint32_t adler) {
  std::uint32_t stored = 0;
  if (has_end_) {
    stored = finish_stream();
  } else {
    finish_segment();
  }
  if (adler != adler_.value_or(stored)) {
    throw_damaged_stream();
  }
}

// Returns the Adler-32 at the end of the stream.
std::uint32_t InflateStream::finish_stream() {
  OutputWindow no_window;
  while (state_ != State::kEnd) {
    inflate_some(no_window, nullptr);
  }
  reader_.align_to_byte();
  reader_.refill();
  std::uint32_t adler = 0;
  for (int i = 0; i < 4; ++i) {
    adler = adler << 8 | static_cast<std::uint32_t>(reader_.take(8));
  }
  // Bytes after a stream are ignored, as zlib does.  But the last segment has
  // no such bytes: its size is known, and its last bytes are the checksum.
  reader_.align_to_byte();
  if (adler_ && reader_.next != reader_.end) {
    throw_damaged_stream();
  }
  return adler;
}

// A segment ends at a byte boundary, after an empty stored block.
void InflateStream::finish_segment() {
  OutputWindow no_window;
  while (state_ != State::kBlockHeader || reader_.count != 0 ||
         reader_.next != reader_.end) {
    if (state_ == State::kEnd) {
      throw_damaged_stream();
    }
    inflate_some(no_window, nullptr);
  }
  // The whole stream would end here, without the segments after this one.
  if (is_last_block_) {
    throw_damaged_stream();
  }
}

void InflateStream::inflate_some(OutputWindow& window,
                                 const std::byte* enough) {
  switch (state_) {
    case State::kBlockHeader:
      return read_block_header();
    case State::kStored:
      return copy_stored(window, enough);
    case State::kSymbols:
      return inflate_symbols(window, enough);
    case State::kEnd:
      return;
  }
}

// RFC 1951, 3.2.3.
void InflateStream::read_block_header() {
  if (is_last_block_) {
    state_ = State::kEnd;
    return;
  }
  reader_.refill();
  is_last_block_ = reader_.take(1) != 0;
  switch (reader_.take(2)) {
    case 0:
      return start_stored_block();
    case 1:
      return start_symbols(fixed_block_codes());
    case 2:
      return start_symbols(read_block_codes(reader_));
    default:
      throw_damaged_stream();
  }
}

void InflateStream::start_stored_block() {
  reader_.align_to_byte();
  reader_.refill();
  n_stored_ = reader_.take(16);
  if (reader_.take(16) != (n_stored_ ^ 0xffff)) {
    throw_damaged_stream();
  }
  reader_.align_to_byte();
  state_ = State::kStored;
}

void InflateStream::start_symbols(const BlockCodes& codes) {
  codes_ = codes;
  if (loop_ != nullptr) {
    build_fast_tables(codes_, tables_);
  }
  state_ = State::kSymbols;
}

void InflateStream::copy_stored(OutputWindow& window, const std::byte* enough) {
  if (n_stored_ == 0) {
    state_ = State::kBlockHeader;
    return;
  }
  if (window.at == window.end) {
    throw_stream_holds_more(size_);
  }
  const std::span<const std::byte> input = reader_.rest();
  const std::size_t size = std::min(
      {n_stored_, input.size(), static_cast<std::size_t>(enough - window.at)});
  if (size == 0) {
    throw_damaged_stream();
  }
  std::copy_n(input.data(), size, window.at);
  reader_.next += size;
  window.at += size;
  n_stored_ -= size;
}

void InflateStream::inflate_symbols(OutputWindow& window,
                                    const std::byte* enough) {
  do {
    if (loop_ != nullptr) {
      const std::byte* const before = window.at;
      loop_(tables_, enough, reader_, window);
      if (window.at != before && window.at >= enough) {
        return;  // One more symbol could exceed the limit for `enough`.
      }
    }
    inflate_symbol(window);
  } while (state_ == State::kSymbols && window.at < enough);
}

void InflateStream::inflate_symbol(OutputWindow& window) {
  reader_.refill();
  const unsigned symbol = read_symbol(codes_.literals);
  if (symbol >= kFirstLengthSymbol) {
    return copy_match(symbol - kFirstLengthSymbol, window);
  }
  if (symbol == kEndOfBlock) {
    state_ = State::kBlockHeader;
    return;
  }
  if (window.at == window.end) {
    throw_stream_holds_more(size_);
  }
  *window.at++ = static_cast<std::byte>(symbol);
}

// No refill is needed: the length and the distance have at most 15 + 5 + 15 +
// 13 bits, and the last refill was before the length.
void InflateStream::copy_match(unsigned length_index, OutputWindow& window) {
  if (length_index >= kLengthSymbols.size()) {
    throw_damaged_stream();
  }
  const NumberSymbol& length_symbol = kLengthSymbols[length_index];
  const std::size_t length =
      length_symbol.base + reader_.take(length_symbol.extra_bits);
  const unsigned distance_index = read_symbol(codes_.distances);
  if (distance_index >= kDistanceSymbols.size()) {
    throw_damaged_stream();
  }
  const NumberSymbol& distance_symbol = kDistanceSymbols[distance_index];
  const std::size_t distance =
      distance_symbol.base + reader_.take(distance_symbol.extra_bits);
  if (length > window.room()) {
    throw_stream_holds_more(size_);
  }
  if (distance > window.produced()) {
    throw_damaged_stream();
  }
  // Byte by byte: source and destination may overlap.
  for (std::size_t i = 0; i < length; ++i, ++window.at) {
    *window.at = *(window.at - distance);
  }
}

unsigned InflateStream::read_symbol(const HuffmanDecoder& code) {
  const HuffmanDecoder::Symbol symbol = code.decode(reader_.bits);
  if (symbol.length == 0) {
    throw_damaged_stream();
  }
  reader_.skip(symbol.length);
  return symbol.value;
}

void inflate_whole(InflateStream& stream, const StreamPart& part,
                   std::span<std::byte> output) {
  // The checksum is computed while a piece is in the second-level cache.
  constexpr std::size_t kPiece = std::size_t{128} << 10;
  stream.start(part, output.size());
  OutputWindow window = {.begin = output.data(),
                         .at = output.data(),
                         .end = output.data() + output.size()};
  std::uint32_t adler = kAdler32OfNothing;
  while (window.room() > 0) {
    const std::byte* const piece = window.at;
    stream.inflate(window, piece + std::min(kPiece, window.room()));
    adler = adler32_of(adler, {piece, window.at});
  }
  stream.finish(adler);
}

}  // namespace mtscomp
