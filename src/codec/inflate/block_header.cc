// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/block_header.h"

#include <algorithm>
#include <array>

#include "codec/inflate/inflate_errors.h"
#include "codec/zlib/deflate_symbols.h"

namespace mtscomp {
namespace {

constexpr unsigned kMaxSentLiterals = 286;
constexpr unsigned kMaxSentDistances = 30;

// Symbols of the code in which the lengths of the other codes are stored.  0 to
// 15 are lengths; these three are runs of lengths.
constexpr unsigned kRepeatPrevious = 16;
constexpr unsigned kRepeatZero = 17;
constexpr unsigned kRepeatZeroLong = 18;
constexpr unsigned kMaxLengthCodes = 19;

using CodeLengths =
    std::array<std::uint8_t, kMaxSentLiterals + kMaxSentDistances>;

HuffmanDecoder read_length_code(BitReader& reader, std::uint64_t n_codes) {
  // The lengths are stored in this order; trailing zeros may be omitted.
  constexpr std::array<std::uint8_t, kMaxLengthCodes> kOrder = {
      16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  std::array<std::uint8_t, kMaxLengthCodes> lengths = {};
  for (std::uint64_t i = 0; i < n_codes; ++i) {
    reader.refill();
    lengths[kOrder[i]] = static_cast<std::uint8_t>(reader.take(3));
  }
  const HuffmanDecoder code(lengths);
  if (code.coverage() != HuffmanDecoder::Coverage::kComplete) {
    throw_damaged_stream();
  }
  return code;
}

struct Run {
  std::uint8_t length;  // Code length, in bits.
  std::uint64_t n_codes;
};

// `lengths` are the lengths before the run.
Run read_run(BitReader& reader, const HuffmanDecoder& code,
             std::span<const std::uint8_t> lengths) {
  reader.refill();
  const HuffmanDecoder::Symbol symbol = code.decode(reader.bits);
  reader.skip(symbol.length);
  switch (symbol.value) {
    case kRepeatPrevious:
      if (lengths.empty()) {
        throw_damaged_stream();
      }
      return {.length = lengths.back(), .n_codes = 3 + reader.take(2)};
    case kRepeatZero:
      return {.length = 0, .n_codes = 3 + reader.take(3)};
    case kRepeatZeroLong:
      return {.length = 0, .n_codes = 11 + reader.take(7)};
    default:
      return {.length = static_cast<std::uint8_t>(symbol.value), .n_codes = 1};
  }
}

// The lengths of both codes are one sequence; a run may cross from one code to
// the other.
void read_lengths(BitReader& reader, const HuffmanDecoder& code,
                  std::span<std::uint8_t> lengths) {
  for (std::size_t i = 0; i < lengths.size();) {
    const Run run = read_run(reader, code, lengths.first(i));
    if (run.n_codes > lengths.size() - i) {
      throw_damaged_stream();
    }
    std::fill_n(&lengths[i], run.n_codes, run.length);
    i += run.n_codes;
  }
}

// The rule of zlib, which accepts streams of old encoders.
void require_usable(const HuffmanDecoder& code) {
  const HuffmanDecoder::Coverage coverage = code.coverage();
  if (coverage == HuffmanDecoder::Coverage::kIncomplete ||
      coverage == HuffmanDecoder::Coverage::kOversubscribed) {
    throw_damaged_stream();
  }
}

}  // namespace

BlockCodes fixed_block_codes() {
  std::array<std::uint8_t, kMaxLiteralSymbols> literals;
  std::fill(literals.data(), &literals[144], std::uint8_t{8});
  std::fill(&literals[144], &literals[256], std::uint8_t{9});
  std::fill(&literals[256], &literals[280], std::uint8_t{7});
  std::fill(&literals[280], literals.data() + literals.size(), std::uint8_t{8});
  std::array<std::uint8_t, kMaxDistanceSymbols> distances;
  distances.fill(5);
  return {.literals = HuffmanDecoder(literals),
          .distances = HuffmanDecoder(distances)};
}

BlockCodes read_block_codes(BitReader& reader) {
  reader.refill();
  const std::uint64_t n_literals = 257 + reader.take(5);
  const std::uint64_t n_distances = 1 + reader.take(5);
  const std::uint64_t n_length_codes = 4 + reader.take(4);
  if (n_literals > kMaxSentLiterals || n_distances > kMaxSentDistances) {
    throw_damaged_stream();
  }
  const HuffmanDecoder length_code = read_length_code(reader, n_length_codes);
  CodeLengths buffer = {};
  const std::span<std::uint8_t> lengths =
      std::span(buffer).first(n_literals + n_distances);
  read_lengths(reader, length_code, lengths);
  if (lengths[kEndOfBlock] == 0) {
    throw_damaged_stream();
  }
  BlockCodes codes = {.literals = HuffmanDecoder(lengths.first(n_literals)),
                      .distances = HuffmanDecoder(lengths.subspan(n_literals))};
  require_usable(codes.literals);
  require_usable(codes.distances);
  return codes;
}

}  // namespace mtscomp
